const CHANNEL = 'earshot-player';

/** Only one tab plays: whoever begins tells the others. */
export class OneTab {
  readonly #channel = new BroadcastChannel(CHANNEL);

  /** @param onTaken called when another tab begins to play */
  constructor(onTaken: () => void) {
    this.#channel.onmessage = onTaken;
  }

  take(): void {
    this.#channel.postMessage(null);
  }

  close(): void {
    this.#channel.close();
  }
}
