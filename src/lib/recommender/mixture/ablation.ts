import { metricsOf } from '../metrics.ts';
import type { Ablation, PartId } from '../types.ts';
import type { CandidateCases } from './cases.ts';
import { withParts } from './choose.ts';
import { gateSettings, learnGate } from './learn-gate.ts';
import { ranksBy } from './mixture.ts';

/** Stretches of cases, each of which is predicted by a gate learnt on the other one. */
const FOLDS = 2;
/** Enough to tell parts apart; the gate that serves is learnt for longer. */
const QUICK = { ...gateSettings(0), steps: 100 };

/**
 * Finds the parts that help this listener, by cross-validation: those without which the mixture does no worse are
 * switched off, all of them where it does no worse without all, else the one that it misses least.
 * @param data one listener's cases in time order
 * @param ids of the parts, in their order
 */
export function ablate(
  data: CandidateCases,
  ids: readonly PartId[]
): { kept: number[]; ablation: Ablation[] } {
  const all = [...ids.keys()];
  const whole = ndcgOf(data, all);
  const without = all.map((left) =>
    ndcgOf(
      data,
      all.filter((place) => place !== left)
    )
  );
  const worth = (place: number) => whole - (without[place] ?? 0);
  const least = all.toSorted((a, b) => worth(a) - worth(b))[0] ?? 0;
  const useful = all.filter((place) => worth(place) > 0);
  let kept = all;
  if (useful.length > 0 && ndcgOf(data, useful) >= whole) kept = useful;
  else if (worth(least) <= 0) kept = all.filter((place) => place !== least);
  return {
    kept,
    ablation: ids.map((part, place) => ({
      part,
      with: whole,
      without: without[place] ?? 0,
      kept: kept.includes(place)
    }))
  };
}

/** NDCG@10 of a mixture of some of the parts. */
function ndcgOf(data: CandidateCases, places: readonly number[]): number {
  const chosen = withParts(data, places);
  const cases = [...chosen.targets.keys()];
  const ranks = Array.from({ length: FOLDS }, (_, fold) => {
    const isIn = (c: number) => Math.floor((c * FOLDS) / cases.length) === fold;
    const learnt = learnGate(
      chosen,
      QUICK,
      cases.filter((c) => !isIn(c))
    );
    return ranksBy(learnt, chosen, chosen.items.length, cases.filter(isIn));
  });
  return metricsOf(ranks.flat())['ndcg@10'];
}
