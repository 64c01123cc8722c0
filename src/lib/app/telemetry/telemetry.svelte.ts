import { resolve } from '$app/paths';
import { secureRng } from '../../privacy/index.ts';
import {
  type Books,
  type Caps,
  collectPath,
  type Delivery,
  lastFullWeek,
  type MetricId,
  onTelemetryChanged,
  post,
  secureDrawing,
  setCaps,
  switchOn,
  TelemetryStore,
  type Week,
  withdraw
} from '../../telemetry/index.ts';
import type { HistoryThread } from '../history-thread.ts';
import type { Settings } from '../overflow.ts';
import { explain } from '../problems.ts';
import { markReporting } from './flag.ts';
import { Reporting } from './reporting.ts';
import { loadWeek, truthsOf } from './week.ts';

/** What may be told, what was, and what it costs; and the work of telling it. */
export class TelemetryState {
  /** Undefined until they have been read. */
  books = $state.raw<Books | undefined>();
  /** Every time that bytes left, oldest first. */
  deliveries = $state.raw<readonly Delivery[]>([]);
  /** The last full week, for examples; undefined until it has been read. */
  week = $state.raw<(Week & { period: string }) | undefined>();
  problem = $state.raw<string | undefined>();

  readonly #store = new TelemetryStore();
  readonly #reporting: Reporting;
  #reporters = false;
  readonly #ending = new AbortController();

  constructor(
    private readonly thread: HistoryThread,
    private readonly settings: Settings
  ) {
    const rng = secureRng();
    this.#reporting = new Reporting(
      {
        vault: this.#store,
        drawing: secureDrawing(),
        now: Date.now,
        online: () => navigator.onLine && !this.#ending.signal.aborted,
        truthsOf: async (metrics, period) =>
          truthsOf(metrics, await this.#unlessEnding(loadWeek(period, thread)), rng),
        post: (bytes) => post(collectPath(resolve('/')), bytes, this.#ending.signal)
      },
      this.#ending.signal,
      (error) => {
        this.problem = error === undefined ? undefined : explain(error);
      }
    );
  }

  /** Begins to answer and to send what is switched on; does nothing where it has begun. */
  report(): void {
    if (this.#reporters) return;
    this.#reporters = true;
    this.#reporting.start();
  }

  /** Shows the books, whichever tab changes them. Returns what stops it. */
  follow(): () => void {
    void this.#read();
    void this.#readWeek();
    return onTelemetryChanged(() => void this.#read());
  }

  /** Switches a question on, or changes the budget of its next reports. */
  async switchOn(metric: MetricId, epsilon: number): Promise<void> {
    await this.#change((store) =>
      store.change((books) => switchOn(books, { metric, epsilon, now: Date.now() }))
    );
    this.report();
    this.#reporting.wake();
  }

  async withdraw(metric: MetricId): Promise<void> {
    await this.#change((store) => store.change((books) => withdraw(books, metric)));
  }

  async setCaps(caps: Caps): Promise<void> {
    await this.#change((store) => store.change(() => setCaps(caps)));
    if (this.#reporters) this.#reporting.wake();
  }

  /** Ends everything and lets go of the database, so that it can be deleted or replaced. */
  async close(): Promise<void> {
    this.#ending.abort();
    await this.#reporting.ended();
    await this.#store.close();
    this.books = undefined;
    this.deliveries = [];
  }

  async #change(work: (store: TelemetryStore) => Promise<unknown>): Promise<void> {
    try {
      await work(this.#store);
      this.problem = undefined;
    } catch (error) {
      this.problem = explain(error);
    }
    await this.#read();
  }

  async #read(): Promise<void> {
    if (this.#ending.signal.aborted) return;
    try {
      [this.books, this.deliveries] = await Promise.all([this.#store.read(), this.#store.deliveries()]);
      markReporting(this.settings, this.books.consents.length > 0);
    } catch (error) {
      this.problem = explain(error);
    }
  }

  /** What the worker is asked stays unanswered once it has ended: nobody must wait for that. */
  #unlessEnding<T>(work: Promise<T>): Promise<T> {
    const { signal } = this.#ending;
    const ended = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => {
        reject(new DOMException('Everything ends.', 'AbortError'));
      });
    });
    return Promise.race([work, ended]);
  }

  async #readWeek(): Promise<void> {
    const period = lastFullWeek(Date.now());
    try {
      this.week = { ...(await loadWeek(period, this.thread)), period };
    } catch (error) {
      this.problem = explain(error);
    }
  }
}
