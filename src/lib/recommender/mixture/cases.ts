import { topOf } from '../../compute/index.ts';
import type { GateCases } from './gate.ts';
import { Growing } from './growing.ts';
import type { Past } from './past.ts';

/** Songs that each part puts forward. */
const DEPTH = 50;
/** What the gate sees of a part's opinion of one candidate, and of the moment beside the parts. */
export const PER_PART = 3;
const PER_MOMENT = 3;

export function caseFeatures(parts: number): number {
  return parts + PER_MOMENT;
}

export interface CandidateCases extends GateCases {
  /** Song of each candidate. */
  items: Int32Array;
}

/**
 * Moments at which the next song is asked for, as the gate sees them. Candidates are the union of the best songs of
 * each part. Of each part a candidate has its score (compressed), the score's share of the part's highest one, and
 * that share on a logarithmic scale: zeros where the part says nothing of it. A case has how high each part's highest
 * score is (logarithm), how many plays are known, how many of them in this session, and the pause since the last one.
 */
export class CaseBuilder {
  readonly #seen: Int32Array;
  readonly #items = new Growing(Int32Array);
  readonly #candidates = new Growing(Float32Array);
  readonly #cases = new Growing(Float32Array);
  readonly #starts = new Growing(Int32Array);
  readonly #targets = new Growing(Int32Array);

  /**
   * @param items songs there are
   * @param depth songs that each part puts forward
   */
  constructor(
    private readonly parts: number,
    items: number,
    private readonly depth = DEPTH
  ) {
    this.#seen = new Int32Array(items).fill(-1);
    this.#starts.push(0);
  }

  /**
   * @param rows scores by each part, shape [items] each
   * @param target the song that was played, where it is known
   */
  add(rows: readonly Float32Array[], past: Past, at: number, target = -1): void {
    const number = this.#targets.length;
    const chosen: number[] = [];
    const highest = rows.map((row) => {
      const { items, scores } = topOf(row, Math.min(this.depth, row.length));
      items.forEach((item, place) => {
        if ((scores[place] ?? 0) <= 0 || this.#seen[item] === number) return;
        this.#seen[item] = number;
        chosen.push(item);
      });
      return scores[0] ?? 0;
    });
    for (const item of chosen) {
      this.#items.push(item);
      rows.forEach((row, part) => {
        const score = row[item] ?? 0;
        const most = highest[part] ?? 0;
        const share = most > 0 ? score / most : 0;
        this.#candidates.push(Math.asinh(score), share, Math.log1p(1000 * share));
      });
    }
    const pause = Math.max(0, at - (past.at.at(-1) ?? at)) / 1000;
    this.#cases.push(
      ...highest.map((most) => Math.log(1e-6 + most)),
      Math.log1p(past.length),
      Math.log1p(past.length - past.sessionStart),
      Math.log1p(pause)
    );
    this.#targets.push(chosen.indexOf(target));
    this.#starts.push(this.#items.length);
  }

  build(): CandidateCases {
    return {
      candidateFeatures: this.parts * PER_PART,
      caseFeatures: caseFeatures(this.parts),
      starts: this.#starts.array(),
      candidates: this.#candidates.array(),
      cases: this.#cases.array(),
      targets: this.#targets.array(),
      items: this.#items.array()
    };
  }
}
