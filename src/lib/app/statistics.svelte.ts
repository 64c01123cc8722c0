import type { Measure, Statistics } from '$lib/history/index.ts';
import type { HistoryThread } from './history-thread.ts';
import { periodOf, type PeriodId } from './periods.ts';
import { explain } from './problems.ts';

/** What the person wants to see. */
export interface Selection {
  period: PeriodId;
  measure: Measure;
}

/** The charts' figures, computed in the worker when a page asks for them. */
export class StatisticsState {
  /** The newest answer, and what it answers; stays in view until the next has come. */
  answer = $state.raw<{ selection: Selection; statistics: Statistics } | undefined>();
  busy = $state.raw(false);
  problem = $state.raw<string | undefined>();

  #asked = 0;

  constructor(private readonly thread: HistoryThread) {}

  /** Asks for new figures; an answer to an earlier question is thrown away. */
  async show(selection: Selection): Promise<void> {
    const number = ++this.#asked;
    this.busy = true;
    const now = Date.now();
    const query = {
      period: periodOf(selection.period, now),
      measure: selection.measure,
      now
    };
    try {
      const statistics = await this.thread.ask((remote) => remote.statistics(query));
      if (number !== this.#asked) return;
      this.answer = { selection, statistics };
      this.problem = undefined;
    } catch (error) {
      if (number !== this.#asked) return;
      this.problem = explain(error);
    }
    this.busy = false;
  }

  /** Forgets everything, before it is deleted. */
  clear(): void {
    this.#asked++;
    this.answer = undefined;
    this.busy = false;
  }
}
