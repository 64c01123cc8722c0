/** Time for other tabs to hear the message and let go of the databases. */
const OTHER_TABS_MS = 250;

type Message = 'let-go' | 'reload';

/** All tabs of Earshot, for what must happen to every one of them. */
export class Tabs {
  readonly #channelName: string;
  #channel: BroadcastChannel | undefined;

  /**
   * @param channel one for each thing that happens.
   * @param release stops whatever in this tab reads or writes personal data.
   */
  constructor(
    channel: string,
    private readonly release: () => Promise<void>
  ) {
    this.#channelName = channel;
  }

  /** Does what other tabs ask for. Returns what stops it. */
  follow(): () => void {
    const channel = new BroadcastChannel(this.#channelName);
    channel.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data === 'let-go') void this.release();
      else location.reload();
    };
    this.#channel = channel;
    return () => {
      channel.close();
    };
  }

  /** Resolves when this tab has let go of everything and the others should have. */
  async letGo(): Promise<void> {
    this.#send('let-go');
    await this.release();
    await new Promise((resolve) => setTimeout(resolve, OTHER_TABS_MS));
  }

  /** Fresh pages, here and in the other tabs, hold nothing of the old data in memory. */
  reload(): void {
    this.#send('reload');
    location.reload();
  }

  #send(message: Message): void {
    this.#channel?.postMessage(message);
  }
}
