const CHANNEL = 'earshot-history';

/**
 * Calls `listener` after plays, the sample or feedback changed, whichever tab or worker changed them, this one
 * included. Returns what stops it.
 */
export function onHistoryChanged(listener: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = () => {
    listener();
  };
  return () => {
    channel.close();
  };
}

export function tellHistoryChanged(): void {
  // A channel of its own for each message: a channel never hears itself.
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(null);
  channel.close();
}
