import { CaseBuilder, PER_PART, type CandidateCases } from './cases.ts';
import { scratchFor, type Gate } from './gate.ts';
import type { Past } from './past.ts';

/** A candidate of the mixture. */
export interface Mixed {
  item: number;
  score: number;
  /** What each part adds to the score, in the order of the parts; see `Gate.contributions`. */
  contributions: number[];
}

/**
 * The candidates of one moment, best first, ties by number; all other songs stand behind them.
 * @param rows scores by each part, shape [items] each
 * @param depth songs that each part puts forward; more than the gate learnt from make the list longer at its end
 */
export function mix(
  gate: Gate,
  rows: readonly Float32Array[],
  past: Past,
  at: number,
  depth?: number
): Mixed[] {
  const builder = new CaseBuilder(rows.length, rows[0]?.length ?? 0, depth);
  builder.add(rows, past, at);
  const data = builder.build();
  return [...data.items]
    .map((item, candidate) => {
      const features = gate.contributions(data, 0, candidate);
      const contributions = rows.map((_, part) =>
        features.subarray(part * PER_PART, (part + 1) * PER_PART).reduce((sum, value) => sum + value, 0)
      );
      return { item, score: contributions.reduce((sum, value) => sum + value, 0), contributions };
    })
    .sort((a, b) => b.score - a.score || a.item - b.item);
}

/**
 * Ranks of the songs that were played, from 1, as `rankOf` counts them: all songs that are no candidates share the
 * places behind the candidates.
 * @param ranked songs that are ranked in each case
 */
export function ranksBy(
  gate: Gate,
  data: CandidateCases,
  ranked: number | ((c: number) => number),
  which: readonly number[] = [...data.targets.keys()]
): number[] {
  const scratch = scratchFor(data, gate);
  return which.map((c) => {
    const count = gate.score(data, c, scratch);
    const target = data.targets[c] ?? -1;
    const all = typeof ranked === 'number' ? ranked : ranked(c);
    if (target < 0) return count + (all - count + 1) / 2;
    const own = scratch.scores[target] ?? 0;
    let higher = 0;
    let equal = -1;
    for (let i = 0; i < count; i++) {
      if ((scratch.scores[i] ?? 0) > own) higher++;
      else if (scratch.scores[i] === own) equal++;
    }
    return 1 + higher + equal / 2;
  });
}
