import { seededRandom } from '../random/index.ts';
import { metricsOf } from './metrics.ts';

/** HR@10 and NDCG@10 with their 95 % intervals: lower and upper end. */
export type Intervals = Record<'hr@10' | 'ndcg@10', [number, number]>;

const DRAWS = 1000;
const SEED = 1;

/**
 * Percentile intervals by the bootstrap (Efron 1979): cases of one group stay together, as they are not independent, and
 * whole groups are drawn anew, with replacement.
 * @param ranks of all cases, from 1
 * @param groups of each case: its listener, or for one listener the session or day
 */
export function bootstrapIntervals(ranks: readonly number[], groups: readonly number[]): Intervals {
  const sums = new Map<number, { count: number; hits: number; gain: number }>();
  ranks.forEach((rank, c) => {
    const group = groups[c] ?? 0;
    const sum = sums.get(group) ?? { count: 0, hits: 0, gain: 0 };
    const one = metricsOf([rank]);
    sum.count++;
    sum.hits += one['hr@10'];
    sum.gain += one['ndcg@10'];
    sums.set(group, sum);
  });
  const all = [...sums.values()];
  const random = seededRandom(SEED);
  const hr: number[] = [];
  const ndcg: number[] = [];
  for (let draw = 0; draw < DRAWS && all.length > 0; draw++) {
    let [count, hits, gain] = [0, 0, 0];
    for (let i = 0; i < all.length; i++) {
      const drawn = all[random.below(all.length)];
      count += drawn?.count ?? 0;
      hits += drawn?.hits ?? 0;
      gain += drawn?.gain ?? 0;
    }
    hr.push(hits / count);
    ndcg.push(gain / count);
  }
  return { 'hr@10': middle(hr), 'ndcg@10': middle(ndcg) };
}

function middle(values: number[]): [number, number] {
  values.sort((a, b) => a - b);
  const at = (share: number) => values[Math.round(share * (values.length - 1))] ?? 0;
  return [at(0.025), at(0.975)];
}
