import { withLock } from '../../storage/index.ts';
import { answerDue, nextDue, sendDue, type World } from '../../telemetry/index.ts';

const LOCK = 'earshot-reporting';
const HOUR = 60 * 60 * 1000;

/** Answers and sends what is due while the app is open, in one tab at a time. */
export class Reporting {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #round: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  /** @param onProblem told what kept a round from its end; undefined after one that went well */
  constructor(
    private readonly world: World,
    private readonly onProblem: (problem: unknown) => void
  ) {}

  /** Does what is due now, and comes back when something will be. */
  wake = (): void => {
    this.#again = true;
    this.#round ??= this.#work().finally(() => {
      this.#round = undefined;
    });
  };

  /** Begins, and goes on whenever the device is online again. */
  start(): void {
    addEventListener('online', this.wake);
    this.wake();
  }

  /** Ends for good, once what is under way is over. */
  async stop(): Promise<void> {
    this.#stopped = true;
    removeEventListener('online', this.wake);
    clearTimeout(this.#timer);
    await this.#round;
  }

  async #work(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      let next = HOUR;
      try {
        await withLock(
          LOCK,
          async () => {
            await answerDue(this.world);
            await sendDue(this.world);
          },
          { ifFree: true }
        );
        const due = nextDue(await this.world.vault.read());
        // Offline or in another tab's hands, what is due now waits as well.
        if (due !== undefined && due > this.world.now()) next = Math.min(HOUR, due - this.world.now());
        this.#tell(undefined);
      } catch (error) {
        this.#tell(error);
      }
      this.#sleep(next);
    }
  }

  #tell(problem: unknown): void {
    if (!this.#stopped) this.onProblem(problem);
  }

  #sleep(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#stopped) this.#timer = setTimeout(this.wake, ms);
  }
}
