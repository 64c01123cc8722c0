import type { Metrics } from './types.ts';

const NONE: Metrics = { 'hr@5': 0, 'hr@10': 0, 'hr@20': 0, 'ndcg@5': 0, 'ndcg@10': 0, 'ndcg@20': 0, mrr: 0 };

/**
 * The target's rank among all scores, from 1; ties count half, so that a part which gives everything the same
 * score gains nothing by luck of the order.
 */
export function rankOf(target: number, scores: Float32Array): number {
  const own = scores[target] ?? -Infinity;
  let higher = 0;
  let equal = -1;
  for (const score of scores) {
    if (score > own) higher++;
    else if (score === own) equal++;
  }
  return 1 + higher + equal / 2;
}

/**
 * Hit rate, NDCG with one relevant item (1 / log2(1 + rank) where rank <= k; Jarvelin and Kekalainen 2002) and
 * mean reciprocal rank, averaged over the ranks of all cases. No cases give zeros.
 */
export function metricsOf(ranks: readonly number[]): Metrics {
  const mean = (value: (rank: number) => number) =>
    ranks.length === 0 ? 0 : ranks.reduce((sum, rank) => sum + value(rank), 0) / ranks.length;
  const result = { ...NONE, mrr: mean((rank) => 1 / rank) };
  for (const k of [5, 10, 20] as const) {
    result[`hr@${k}`] = mean((rank) => (rank <= k ? 1 : 0));
    result[`ndcg@${k}`] = mean((rank) => (rank <= k ? 1 / Math.log2(1 + rank) : 0));
  }
  return result;
}
