import { bootstrapIntervals, metricsOf, rankOf } from '../../recommender/index.ts';
import type { Listeners } from './listeners.ts';

export type Slice = 'tuned' | 'tested';

/** How much popularity counts beside the scores, whose spread is made 1; at infinity it alone ranks. */
export const BLENDS = [0, 0.1, 0.3, 1, Infinity] as const;

/** Ranks of everybody's next item, for each blend; what was heard is not ranked. */
export function ranksFor(
  { items, all }: Listeners,
  slice: Slice,
  popularity: Float64Array,
  scoresOf: (listener: number) => Float64Array
): number[][] {
  const popular = standardised(popularity.map((share) => Math.log(Math.max(share, 1e-7))));
  const ranks: number[][] = BLENDS.map(() => []);
  const row = new Float32Array(items);
  all.forEach(({ past, tuned, tested }, u) => {
    const scores = standardised(scoresOf(u));
    BLENDS.forEach((blend, b) => {
      for (let item = 0; item < items; item++) {
        const known = popular[item] ?? 0;
        row[item] = blend === Infinity ? known : (scores[item] ?? 0) + blend * known;
      }
      for (const item of past) row[item] = -Infinity;
      if (slice === 'tested') row[tuned] = -Infinity;
      ranks[b]?.push(rankOf(slice === 'tuned' ? tuned : tested, row));
    });
  });
  return ranks;
}

/** A point of a curve: NDCG@10 with its 95 % interval over listeners. */
export interface Point {
  ndcg: number;
  low: number;
  high: number;
}

/** @param runs ranks by the same listeners, one list for each seed */
export function pointOf(runs: readonly (readonly number[])[]): Point {
  const ranks = runs.flat();
  const listeners = runs.flatMap((run) => [...run.keys()]);
  const [low, high] = bootstrapIntervals(ranks, listeners)['ndcg@10'];
  return { ndcg: metricsOf(ranks)['ndcg@10'], low, high };
}

export function ndcgOf(ranks: readonly number[]): number {
  return metricsOf(ranks)['ndcg@10'];
}

function standardised(values: Float64Array): Float64Array {
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / values.length;
  const deviation = Math.sqrt(Math.max(0, squares / values.length - mean * mean)) || 1;
  return values.map((value) => (value - mean) / deviation);
}
