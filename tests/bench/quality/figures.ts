import { metricsOf } from '../../../src/lib/recommender/metrics.ts';
import { bootstrapIntervals } from '../../../src/lib/recommender/intervals.ts';
import type { Metrics } from '../../../src/lib/recommender/types.ts';
import type { Predicted } from './predict.ts';

const GROUPS = {
  all: () => true,
  repeats: (repeat: boolean) => repeat,
  novel: (repeat: boolean) => !repeat
};

type Case = Pick<Predicted, 'repeats' | 'listeners'>;

/** `<part>.<group>.<metric>`; groups without cases are left out. */
export function figuresOf(part: string, ranks: readonly number[], { repeats }: Case): Record<string, number> {
  const figures: Record<string, number> = {};
  for (const [group, belongs] of Object.entries(GROUPS)) {
    const chosen = ranks.filter((_, c) => belongs(repeats[c] ?? false));
    if (chosen.length === 0) continue;
    for (const [metric, value] of Object.entries<number>({ ...metricsOf(chosen) }))
      figures[`${part}.${group}.${metric}`] = value;
  }
  return figures;
}

/** 95 % intervals of HR@10 and NDCG@10 by drawing listeners anew. */
export function intervalsOf(
  part: string,
  ranks: readonly number[],
  { repeats, listeners }: Case
): Record<string, [number, number]> {
  const intervals: Record<string, [number, number]> = {};
  for (const [group, belongs] of Object.entries(GROUPS)) {
    const chosen = [...ranks.keys()].filter((c) => belongs(repeats[c] ?? false));
    if (chosen.length === 0) continue;
    const found = bootstrapIntervals(
      chosen.map((c) => ranks[c] ?? Infinity),
      chosen.map((c) => listeners[c] ?? 0)
    );
    for (const metric of ['hr@10', 'ndcg@10'] satisfies (keyof Metrics)[]) {
      intervals[`${part}.${group}.${metric}`] = found[metric];
    }
  }
  return intervals;
}
