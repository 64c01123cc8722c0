import { metricsOf } from '../metrics.ts';
import type { Ablation, PartId } from '../types.ts';
import type { CandidateCases } from './cases.ts';
import { withParts } from './choose.ts';
import { learnGate } from './learn-gate.ts';
import { ranksBy } from './mixture.ts';

/** Of the cases, the first ones: gates are learnt on these and compared on the rest. */
const LEARN = 2 / 3;

/**
 * Finds the parts that help this listener. Time after time, takes away the part without which a gate learnt on the
 * earlier cases does best on the later ones, as long as that is better than with it.
 * @param data one listener's cases in time order
 * @param ids of the parts, in their order
 */
export function ablate(
  data: CandidateCases,
  ids: readonly PartId[]
): { kept: number[]; ablation: Ablation[] } {
  const cases = [...data.targets.keys()];
  const early = cases.slice(0, Math.round(LEARN * cases.length));
  const late = cases.slice(early.length);
  const songs = data.items.length + 1;
  const ndcgOf = (places: readonly number[]) => {
    const chosen = withParts(data, places);
    return metricsOf(ranksBy(learnGate(chosen, undefined, early), chosen, songs, late))['ndcg@10'];
  };
  let kept = [...ids.keys()];
  let best = ndcgOf(kept);
  const all = best;
  const alone = kept.map((left) => ndcgOf(kept.filter((place) => place !== left)));
  let without = kept.map((left) => ({ left, ndcg: alone[left] ?? 0 }));
  for (;;) {
    const [first] = without.toSorted((a, b) => b.ndcg - a.ndcg);
    if (!first || first.ndcg <= best || kept.length === 1) break;
    best = first.ndcg;
    kept = kept.filter((place) => place !== first.left);
    without = kept.map((left) => ({ left, ndcg: ndcgOf(kept.filter((place) => place !== left)) }));
  }
  return {
    kept,
    ablation: ids.map((part, place) => ({
      part,
      with: all,
      without: alone[place] ?? 0,
      kept: kept.includes(place)
    }))
  };
}
