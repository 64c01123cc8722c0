import type { Period, Statistics } from '$lib/history/index.ts';
import type { HistoryThread } from '../history-thread.ts';
import { explain } from '../problems.ts';
import { recapBefore, recapBounds, type RecapPeriod } from './period.ts';
import { FEW, type Recap, recapOf } from './recap.ts';

/** The recap that a page shows, from the worker that holds the plays. */
export class RecapState {
  /** The newest one; stays in view until the next has come. */
  recap = $state.raw<Recap | undefined>();
  /** Calendar years with plays or skips, newest first. */
  years = $state.raw<readonly number[]>([]);
  busy = $state.raw(false);
  problem = $state.raw<string | undefined>();

  #asked = 0;

  constructor(private readonly thread: HistoryThread) {}

  /** Asks for the recap of another period; an answer to an earlier question is thrown away. */
  async show(period: RecapPeriod): Promise<void> {
    const number = ++this.#asked;
    this.busy = true;
    try {
      const bounds = recapBounds(period);
      const statistics = await this.#ask(bounds);
      const before = await this.#before(period, bounds);
      if (number !== this.#asked) return;
      this.recap = recapOf(period, statistics, before);
      this.years = statistics.years;
      this.problem = undefined;
    } catch (error) {
      if (number !== this.#asked) return;
      this.problem = explain(error);
    }
    this.busy = false;
  }

  /** What it can be fairly compared with: both periods over, and both wholly within the history. */
  async #before(period: RecapPeriod, { to }: Period): Promise<Statistics | undefined> {
    const earlier = recapBefore(period);
    if (!earlier || to > Date.now()) return undefined;
    const statistics = await this.#ask(recapBounds(earlier));
    const covered = statistics.discovery.before.songs > 0;
    return covered && statistics.totals.plays >= FEW ? statistics : undefined;
  }

  #ask(period: Period): Promise<Statistics> {
    return this.thread.ask((remote) => remote.statistics({ period, measure: 'plays', now: Date.now() }));
  }
}
