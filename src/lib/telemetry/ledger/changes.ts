const CHANNEL = 'earshot-telemetry';

/** Calls `listener` after the books changed, whichever tab changed them, this one included. Returns what stops it. */
export function onTelemetryChanged(listener: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = () => {
    listener();
  };
  return () => {
    channel.close();
  };
}

export function tellTelemetryChanged(): void {
  // A channel of its own for each message: a channel never hears itself.
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(null);
  channel.close();
}
