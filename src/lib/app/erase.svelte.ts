import { deletePersonalData } from './personal-data.ts';
import { explain } from './problems.ts';

const CHANNEL = 'earshot-erase';
const ERASED_FLAG = 'earshot-erased';
/** Time for other tabs to hear the message and let go of the databases. */
const OTHER_TABS_MS = 250;

type Message = 'let-go' | 'reload';

/** Deletes all personal data of this origin, in every tab. */
export class Eraser {
  phase = $state.raw<'idle' | 'working' | 'blocked'>('idle');
  problem = $state.raw<string | undefined>();
  /** True on the first page after everything was deleted. */
  done = $state.raw(false);

  #channel: BroadcastChannel | undefined;

  /** @param letGo stops whatever in this tab reads or writes personal data. */
  constructor(private readonly letGo: () => Promise<void>) {}

  /** Listens for other tabs that erase. Returns what stops it. */
  follow(): () => void {
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data === 'let-go') void this.letGo();
      else location.reload();
    };
    this.#channel = channel;
    this.done = sessionStorage.getItem(ERASED_FLAG) !== null;
    sessionStorage.removeItem(ERASED_FLAG);
    return () => {
      channel.close();
    };
  }

  async run(): Promise<void> {
    this.phase = 'working';
    this.problem = undefined;
    this.#send('let-go');
    try {
      await this.letGo();
      await new Promise((resolve) => setTimeout(resolve, OTHER_TABS_MS));
      await deletePersonalData(() => {
        this.phase = 'blocked';
      });
      sessionStorage.setItem(ERASED_FLAG, '');
    } catch (error) {
      this.problem = `Not everything could be deleted. ${explain(error)} Reload the page, then try again.`;
      this.phase = 'idle';
      return;
    }
    // Fresh pages, here and in the other tabs, hold nothing of the old data in memory either.
    this.#send('reload');
    location.reload();
  }

  #send(message: Message): void {
    this.#channel?.postMessage(message);
  }
}
