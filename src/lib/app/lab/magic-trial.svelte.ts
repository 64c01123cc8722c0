import { type LabQuestion, type MagicPoint, OFF } from '$lib/lab/index.ts';
import type { MagicWorker } from '../../../workers/magic.worker.ts';
import { explain } from '../problems.ts';
import { startMagicThread, type Thread } from '../threads.ts';

/** NDCG@10 at one budget. */
export interface Tried {
  budget: number;
  /** Every play noised, everything else in the cloud. */
  local: MagicPoint;
  /** A model of noised sums, with the plays on the device. */
  summed: MagicPoint;
}

/** What a trial has found so far. */
export interface MagicTrial {
  exact: Record<'cloud' | 'device' | 'popularity', MagicPoint>;
  tried: readonly Tried[];
}

/** Tries chosen budgets on invented listeners, in a worker. */
export class TryMagic {
  trial = $state.raw<MagicTrial | undefined>();
  running = $state.raw(false);
  /** Part of the work that is done, 0 to 1. */
  done = $state.raw(0);
  problem = $state.raw<string | undefined>();

  #thread: Thread<MagicWorker> | undefined;
  /** Number of the running trial: what an earlier one finds no longer counts. */
  #run = 0;

  async start({ budgets, people, draw }: LabQuestion): Promise<void> {
    const run = ++this.#run;
    this.running = true;
    this.done = 0;
    this.trial = undefined;
    this.problem = undefined;
    const steps = 1 + 2 * budgets.length;
    try {
      const thread = await startMagicThread();
      if (run !== this.#run) {
        thread.end();
        return;
      }
      this.#thread = thread;
      const step = async <T>(work: Promise<T>): Promise<T> => {
        const result = await Promise.race([work, thread.broken]);
        if (run === this.#run) this.done += 1 / steps;
        return result;
      };
      const exact = await step(thread.remote.exact());
      const tried: Tried[] = [];
      for (const budget of budgets) {
        const local = await step(
          budget === OFF ? Promise.resolve(exact.cloud) : thread.remote.local(budget, draw)
        );
        const summed = await step(thread.remote.summed(budget, draw, people));
        tried.push({ budget, local, summed });
        if (run === this.#run) this.trial = { exact, tried: [...tried] };
      }
    } catch (error) {
      if (run === this.#run) this.problem = explain(error);
    }
    if (run === this.#run) this.cancel();
  }

  /** What was found so far stays. */
  cancel(): void {
    this.#run++;
    this.#thread?.end();
    this.#thread = undefined;
    this.running = false;
  }
}
