import type { SeededRandom } from '../../random/index.ts';
import { playCounts, type PlaySequence } from '../sequence.ts';

/** Draws songs in proportion to count^0.75, and knows the log-probability of each draw. */
export interface NegativeSampler {
  draw(count: number, random: SeededRandom): Int32Array;
  /** Natural log of each song's probability under the sampler, for the logQ correction. */
  logProbability: Float32Array;
}

/** Songs never played among the first `end` plays are drawn as if played once. */
export function negativeSampler(sequence: PlaySequence, end: number): NegativeSampler {
  const weights = playCounts(sequence, end).map((count) => Math.max(count, 1) ** 0.75);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  const cumulative = weights.map((weight) => (sum += weight / total));
  return {
    draw: (count, random) =>
      Int32Array.from({ length: count }, () => firstAbove(cumulative, random.uniform())),
    logProbability: Float32Array.from(weights, (weight) => Math.log(weight / total))
  };
}

/** First position whose value exceeds `value` in a rising list (binary search); the last one if none does. */
function firstAbove(list: Float64Array, value: number): number {
  let low = 0;
  let high = list.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
