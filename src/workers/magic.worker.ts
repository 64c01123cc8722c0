import { expose } from 'comlink';
import { exactPoints, localPoint, type MagicPoint, summedPoint } from '../lib/lab/index.ts';
import { sampleCrowd } from './sample-crowd.ts';

/** Few enough to be done in seconds, enough to see the difference. */
const LISTENERS = 300;

let crowd: ReturnType<typeof sampleCrowd> | undefined;

/** What budgets cost recommendations, tried on invented listeners. */
const api = {
  /** See `exactPoints`. */
  exact: () => exactPoints((crowd ??= sampleCrowd(LISTENERS))),
  /** See `localPoint`. */
  local: (epsilon: number, draw: number): MagicPoint =>
    localPoint((crowd ??= sampleCrowd(LISTENERS)), epsilon, [draw]),
  /** See `summedPoint`. @param people in the sums, so many times as there are listeners */
  summed: (epsilon: number, draw: number, people: number): MagicPoint =>
    summedPoint((crowd ??= sampleCrowd(LISTENERS)), epsilon, [draw], Math.max(1, people / LISTENERS))
};

/** What a page calls through Comlink. */
export type MagicWorker = typeof api;

expose(api);
