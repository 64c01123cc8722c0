import { type LabQuestion, type MagicPoint, OFF } from '$lib/lab/index.ts';
import type { MagicWorker } from '../../../workers/magic.worker.ts';
import { startMagicThread } from '../threads.ts';
import { WorkerRun } from '../worker-run.svelte.ts';

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
export class TryMagic extends WorkerRun<MagicWorker> {
  trial = $state.raw<MagicTrial | undefined>();
  /** Part of the work that is done, 0 to 1. */
  done = $state.raw(0);

  constructor() {
    super(startMagicThread);
  }

  async start({ budgets, people, draw }: LabQuestion): Promise<void> {
    this.done = 0;
    this.trial = undefined;
    const steps = 1 + 2 * budgets.length;
    await this.run(async ({ remote }, signal) => {
      const step = async <T>(work: Promise<T>): Promise<T> => {
        const result = await work;
        signal.throwIfAborted();
        this.done += 1 / steps;
        return result;
      };
      const exact = await step(remote.exact());
      const tried: Tried[] = [];
      for (const budget of budgets) {
        const local = await step(budget === OFF ? Promise.resolve(exact.cloud) : remote.local(budget, draw));
        const summed = await step(remote.summed(budget, draw, people));
        tried.push({ budget, local, summed });
        this.trial = { exact, tried: [...tried] };
      }
    });
  }
}
