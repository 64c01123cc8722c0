import type { SeededRandom } from '../../random/index.ts';

/** Rankings that a gate learns from or answers: few candidates each, one case after another. */
export interface GateCases {
  /** Features of one candidate, and of one case. */
  candidateFeatures: number;
  caseFeatures: number;
  /** Of each case, its first candidate; one more for the end. */
  starts: Int32Array;
  /** Shape [candidates, candidateFeatures]; zeros speak neither for a candidate nor against it. */
  candidates: Float32Array;
  /** Shape [cases, caseFeatures]. */
  cases: Float32Array;
  /** Of each case, which of its candidates was played, or -1 where none of them was. */
  targets: Int32Array;
}

/** Where a gate writes while it scores a case; made by `scratchFor`. */
export interface Scratch {
  /** Of each candidate: its score. */
  scores: Float64Array;
  /** Shape [candidates, hidden]. */
  units: Float64Array;
  /** What the case alone puts into each hidden unit. */
  offsets: Float64Array;
}

/**
 * Scores candidates: l . f + sum over hidden units u of o[u] tanh(W[u] . f + V[u] . m + b[u]), f the candidate's features
 * and m its case's.
 */
export class Gate {
  /** W, V, b, o and l, one after another. */
  readonly weights: Float64Array;
  readonly at: { V: number; b: number; o: number; l: number };

  constructor(
    readonly hidden: number,
    readonly candidateFeatures: number,
    readonly caseFeatures: number
  ) {
    const V = hidden * candidateFeatures;
    const b = V + hidden * caseFeatures;
    const o = b + hidden;
    const l = o + hidden;
    this.at = { V, b, o, l };
    this.weights = new Float64Array(l + candidateFeatures);
  }

  /** Draws the weights that learning starts from. */
  draw(random: SeededRandom): void {
    const { weights, hidden, candidateFeatures, at } = this;
    const about = (size: number) => size * (2 * random.uniform() - 1);
    for (let i = 0; i < at.V; i++) weights[i] = about(1 / Math.sqrt(candidateFeatures));
    for (let u = 0; u < hidden; u++) weights[at.o + u] = about(0.2);
  }

  /** @returns how many candidates the case has; their scores are in `scratch` */
  score(data: GateCases, c: number, { scores, units, offsets }: Scratch): number {
    const { weights: w, hidden, candidateFeatures: width } = this;
    const { o, l } = this.at;
    const { candidates } = data;
    this.#offsets(data, c, offsets);
    const begin = data.starts[c] ?? 0;
    const count = (data.starts[c + 1] ?? 0) - begin;
    for (let i = 0; i < count; i++) {
      const from = (begin + i) * width;
      let score = 0;
      for (let f = 0; f < width; f++) score += (w[l + f] ?? 0) * (candidates[from + f] ?? 0);
      for (let u = 0; u < hidden; u++) {
        let sum = offsets[u] ?? 0;
        const row = u * width;
        for (let f = 0; f < width; f++) sum += (w[row + f] ?? 0) * (candidates[from + f] ?? 0);
        const unit = Math.tanh(sum);
        units[i * hidden + u] = unit;
        score += (w[o + u] ?? 0) * unit;
      }
      scores[i] = score;
    }
    return count;
  }

  /**
   * What each feature of a candidate adds to its score: its integrated gradient from zeros, the case staying as it is
   * (Sundararajan, Taly and Yan, ICML 2017). With one hidden layer the integral has a closed form: a unit whose sum
   * rises from s to s + a, the feature's part of that being a[f], gives it a[f] (tanh(s + a) - tanh(s)) / a. The values
   * add up to the score less that of a candidate that no part says anything of, which all candidates have in common.
   * @param candidate its number among all candidates of `data`
   */
  contributions(data: GateCases, c: number, candidate: number): Float64Array {
    const { weights: w, hidden, candidateFeatures: width } = this;
    const { o, l } = this.at;
    const features = data.candidates.subarray(candidate * width, (candidate + 1) * width);
    const result = Float64Array.from(features, (value, f) => (w[l + f] ?? 0) * value);
    const offsets = new Float64Array(hidden);
    this.#offsets(data, c, offsets);
    for (let u = 0; u < hidden; u++) {
      const shares = Float64Array.from(features, (value, f) => (w[u * width + f] ?? 0) * value);
      const rise = shares.reduce((sum, share) => sum + share, 0);
      const offset = offsets[u] ?? 0;
      const before = Math.tanh(offset);
      // Where nothing rises, the slope is what the quotient tends to.
      const slope = Math.abs(rise) < 1e-9 ? 1 - before * before : (Math.tanh(offset + rise) - before) / rise;
      shares.forEach((share, f) => (result[f] = (result[f] ?? 0) + (w[o + u] ?? 0) * slope * share));
    }
    return result;
  }

  #offsets({ cases }: GateCases, c: number, offsets: Float64Array): void {
    const { weights: w, caseFeatures } = this;
    const { V, b } = this.at;
    for (let u = 0; u < this.hidden; u++) {
      let sum = w[b + u] ?? 0;
      for (let m = 0; m < caseFeatures; m++) {
        sum += (w[V + u * caseFeatures + m] ?? 0) * (cases[c * caseFeatures + m] ?? 0);
      }
      offsets[u] = sum;
    }
  }
}

/** Room for the case with the most candidates. */
export function scratchFor({ starts }: GateCases, { hidden }: Gate): Scratch {
  let most = 0;
  for (let c = 0; c + 1 < starts.length; c++) most = Math.max(most, (starts[c + 1] ?? 0) - (starts[c] ?? 0));
  return {
    scores: new Float64Array(most),
    units: new Float64Array(most * hidden),
    offsets: new Float64Array(hidden)
  };
}
