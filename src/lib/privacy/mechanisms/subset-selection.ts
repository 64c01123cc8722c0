import { expDown } from '../exp-rational.ts';
import { bernoulli } from '../samplers/bernoulli.ts';
import { binomial } from '../samplers/binomial.ts';
import { Probability } from '../samplers/probability.ts';
import type { Rng } from '../samplers/rng.ts';
import { uniformBelow } from '../samplers/uniform.ts';
import { ONE, Rational, bitLength, choose } from '../rational.ts';
import { checkCounts, sum } from './counts.ts';
import { PureProtocol, type SupportTally } from './pure-protocol.ts';
import { SubsetTotals } from './subset-totals.ts';

export interface SubsetOptions {
  categories: number;
  epsilon: number;
  /** Size d of the subset, 1 ... k - 1; the best one if not given. */
  size?: number;
}

/**
 * Subset selection (Ye and Barg 2018, section III; Wang and others 2016): the report is a set of d of the k
 * categories, and each set with the true category is E times as likely as each without it. So the true category
 * is in it with probability p = d E / (d E + k - d), and the others are uniform. d = 1 is randomized response.
 */
export class SubsetSelection extends PureProtocol<readonly number[]> {
  readonly name = 'subset selection';
  /** d. */
  readonly size: number;
  readonly bits: number;
  readonly ratio: Rational;
  readonly supportTrue: Rational;
  readonly supportOther: Rational;
  readonly #true: Probability;
  /** Every set has the same probability, and those with the true category `informed` on top. */
  readonly #informed: Probability;
  readonly #withTrue: Rational;
  readonly #withoutTrue: Rational;
  #totals: SubsetTotals | undefined;

  constructor({ categories: k, epsilon, size }: SubsetOptions) {
    super(k, epsilon);
    const d = size ?? bestSubsetSize(k, epsilon);
    if (!(Number.isInteger(d) && d >= 1 && d < k)) throw new RangeError(`no subsets of ${d} of ${k}`);
    this.size = d;
    this.bits = bitLength(choose(k, d) - 1n);
    this.ratio = expDown(epsilon);
    const whole = this.ratio.times(Rational.of(d)).plus(Rational.of(k - d));
    this.supportTrue = this.ratio.times(Rational.of(d)).over(whole).reduced();
    this.supportOther = subsetOverlap(k, d, this.supportTrue).reduced();
    this.#true = new Probability(this.supportTrue);
    this.#informed = new Probability(this.ratio.minus(ONE).times(Rational.of(d)).over(whole).reduced());
    this.#withTrue = this.supportTrue.over(new Rational(choose(k - 1, d - 1)));
    this.#withoutTrue = this.#withTrue.over(this.ratio);
  }

  protected draw(category: number, rng: Rng): readonly number[] {
    const inside = bernoulli(this.#true, rng);
    // Members are drawn among the other k - 1 categories, numbered as if the true one were missing.
    const members = new Set<number>();
    const needed = inside ? this.size - 1 : this.size;
    const others = this.inputs - 1;
    // Floyd's algorithm: every set of the others is equally likely (Bentley and Floyd 1987).
    for (let last = others - needed; last < others; last++) {
      const pick = uniformBelow(last + 1, rng);
      members.add(members.has(pick) ? last : pick);
    }
    const report = [...members].map((other) => (other < category ? other : other + 1));
    if (inside) report.push(category);
    return report.sort((a, b) => a - b);
  }

  supports(report: readonly number[], category: number): boolean {
    return report.includes(category);
  }

  probability(report: readonly number[], input: number): Rational {
    return this.supports(report, input) ? this.#withTrue : this.#withoutTrue;
  }

  *outputs(): Iterable<readonly number[]> {
    const report = Array.from({ length: this.size }, (_, i) => i);
    for (;;) {
      yield [...report];
      // The last member that can move up does, and those after it follow closely.
      let i = this.size - 1;
      while (i >= 0 && (report[i] ?? 0) === this.inputs - this.size + i) i--;
      if (i < 0) return;
      const start = (report[i] ?? 0) + 1;
      for (let j = i; j < this.size; j++) report[j] = start + j - i;
    }
  }

  *classes(a: number, b: number): Iterable<{ report: readonly number[]; size: bigint }> {
    const told = a === b ? [a] : [a, b];
    const others = [...new Array(this.inputs).keys()].filter((v) => !told.includes(v));
    for (let pattern = 0; pattern < 2 ** told.length; pattern++) {
      const chosen = told.filter((_, i) => (pattern >> i) & 1);
      const size = choose(others.length, this.size - chosen.length);
      if (size === 0n) continue;
      const report = [...chosen, ...others.slice(0, this.size - chosen.length)].sort((x, y) => x - y);
      yield { report, size };
    }
  }

  override tally(reports: Iterable<readonly number[]>): SupportTally {
    const support = new Array<number>(this.inputs).fill(0);
    let people = 0;
    for (const report of reports) {
      people++;
      for (const v of report) support[v] = (support[v] ?? 0) + 1;
    }
    return { people, support };
  }

  sampleAggregate(counts: readonly number[], rng: Rng): SupportTally {
    checkCounts(counts, this.inputs);
    const people = sum(counts);
    const holding = counts.map((count) => binomial(count, this.#informed, rng));
    this.#totals ??= new SubsetTotals(this.inputs, this.size);
    return { people, support: this.#totals.draw(people - sum(holding), holding, rng) };
  }
}

/** q = (p (d - 1) + (1 - p) d) / (k - 1) = (d - p) / (k - 1): d - p other members on average, equally likely. */
function subsetOverlap(k: number, d: number, p: Rational): Rational {
  return Rational.of(d)
    .minus(p)
    .over(Rational.of(k - 1));
}

/**
 * The d of least variance: one of the two integers around k / (e^epsilon + 1) (Ye and Barg 2018, equation 15;
 * Wang and others 2016, section 4), here compared by the variance summed over all categories.
 */
export function bestSubsetSize(k: number, epsilon: number): number {
  const ratio = expDown(epsilon);
  const guess = Math.floor(Rational.of(k).over(ratio.plus(ONE)).toNumber());
  const candidates = [guess, guess + 1].filter((d) => d >= 1 && d < k);
  const totalVariance = (d: number) => {
    const p = ratio.times(Rational.of(d)).over(ratio.times(Rational.of(d)).plus(Rational.of(k - d)));
    const q = subsetOverlap(k, d, p);
    const gap = p.minus(q).toNumber();
    const [inside, outside] = [p.toNumber(), q.toNumber()];
    return (inside * (1 - inside) + (k - 1) * outside * (1 - outside)) / (gap * gap);
  };
  return candidates.reduce(
    (best, d) => (totalVariance(d) < totalVariance(best) ? d : best),
    candidates[0] ?? 1
  );
}
