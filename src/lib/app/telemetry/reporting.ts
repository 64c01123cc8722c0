import { withLock } from '../../storage/index.ts';
import { answerDue, nextDue, sendDue, type World } from '../../telemetry/index.ts';

const LOCK = 'earshot-reporting';
const HOUR = 60 * 60 * 1000;

/** Answers and sends what is due while the app is open, in one tab at a time. */
export class Reporting {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #round: Promise<void> | undefined;
  #again = false;

  /**
   * @param ending ends it for good
   * @param onProblem told what kept a round from its end; undefined after one that went well
   */
  constructor(
    private readonly world: World,
    private readonly ending: AbortSignal,
    private readonly onProblem: (problem: unknown) => void
  ) {}

  /** Begins, and goes on whenever the device is online again. */
  start(): void {
    addEventListener('online', this.wake, { signal: this.ending });
    this.ending.addEventListener('abort', () => {
      clearTimeout(this.#timer);
    });
    this.wake();
  }

  /** Does what is due now, and comes back when something will be. */
  wake = (): void => {
    this.#again = true;
    this.#round ??= this.#work().finally(() => {
      this.#round = undefined;
    });
  };

  /** Resolves when what was under way at the end is over. */
  async ended(): Promise<void> {
    await this.#round;
  }

  async #work(): Promise<void> {
    const { world, ending } = this;
    while (this.#again && !ending.aborted) {
      this.#again = false;
      let problem: unknown;
      let next = HOUR;
      try {
        await withLock(LOCK, () => this.#doWhatIsDue(), { signal: ending });
        const due = nextDue(await world.vault.read());
        // What is due now and was not sent waits for the network, or an hour.
        if (due !== undefined && due > world.now()) next = Math.min(HOUR, due - world.now());
      } catch (error) {
        problem = error;
      }
      this.#rest(next, problem);
    }
  }

  #rest(ms: number, problem: unknown): void {
    if (this.ending.aborted) return;
    this.onProblem(problem);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.wake, ms);
  }

  async #doWhatIsDue(): Promise<void> {
    await answerDue(this.world);
    await sendDue(this.world);
  }
}
