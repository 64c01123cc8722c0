import { expDown } from '../exp-rational.ts';
import { bernoulli } from '../samplers/bernoulli.ts';
import { binomial } from '../samplers/binomial.ts';
import { fairBinomial } from '../samplers/fair-binomial.ts';
import { Probability } from '../samplers/probability.ts';
import type { Rng } from '../samplers/rng.ts';
import { HALF, ONE, Rational } from '../rational.ts';
import { checkCounts, sum } from './counts.ts';
import { PureProtocol, type SupportTally } from './pure-protocol.ts';

/**
 * Hadamard response (Acharya, Sun and Zhang 2019, section 4). With K the least power of two above k, category v owns
 * the K / 2 columns where row v + 1 of the Hadamard matrix is +1. The report is one of its columns with probability
 * E / (E + 1), else one of the others. Rows are orthogonal, so another category's columns are half of ours: q = 1/2.
 */
export class HadamardResponse extends PureProtocol<number> {
  readonly name = 'Hadamard response';
  readonly bits: number;
  readonly ratio: Rational;
  readonly supportTrue: Rational;
  readonly supportOther = HALF;
  readonly #own: Probability;
  /** P(own) = informed + (1 - informed) / 2: otherwise the column is any of all. */
  readonly #informed: Probability;
  readonly #columns: number;

  constructor({ categories, epsilon }: { categories: number; epsilon: number }) {
    super(categories, epsilon);
    this.bits = 32 - Math.clz32(categories);
    this.#columns = 2 ** this.bits;
    this.ratio = expDown(epsilon);
    const whole = this.ratio.plus(ONE);
    this.supportTrue = this.ratio.over(whole).reduced();
    this.#own = new Probability(this.supportTrue);
    this.#informed = new Probability(this.ratio.minus(ONE).over(whole).reduced());
  }

  protected draw(category: number, rng: Rng): number {
    const row = category + 1;
    const odd = !bernoulli(this.#own, rng);
    const column = rng.bits(this.bits);
    // Flipping the lowest bit of the row pairs the columns of either sign, so the result stays uniform.
    return oddParity(row & column) === odd ? column : column ^ (row & -row);
  }

  supports(report: number, category: number): boolean {
    return !oddParity((category + 1) & report);
  }

  probability(report: number, input: number): Rational {
    const half = Rational.of(2, this.#columns);
    return (this.supports(report, input) ? this.supportTrue : ONE.minus(this.supportTrue)).times(half);
  }

  *outputs(): Iterable<number> {
    for (let column = 0; column < this.#columns; column++) yield column;
  }

  *classes(): Iterable<{ report: number; size: bigint }> {
    for (const report of this.outputs()) yield { report, size: 1n };
  }

  override tally(reports: Iterable<number>): SupportTally {
    const landed = new Array<number>(this.#columns).fill(0);
    for (const column of reports) landed[column] = (landed[column] ?? 0) + 1;
    return this.#support(landed);
  }

  /**
   * Uninformed people pick any column, informed ones any of their row's; each choice is made one bit of the
   * column at a time for everybody together (see `settle`).
   */
  sampleAggregate(counts: readonly number[], rng: Rng): SupportTally {
    checkCounts(counts, this.inputs);
    const byRow = new Array<number>(this.#columns).fill(0);
    counts.forEach((count, v) => {
      byRow[v + 1] = binomial(count, this.#informed, rng);
    });
    byRow[0] = sum(counts) - sum(byRow);
    return this.#support(settle(byRow, new Array<number>(byRow.length).fill(0), rng));
  }

  #support(landed: number[]): SupportTally {
    const people = sum(landed);
    const transformed = walshHadamard(landed);
    const support = Array.from({ length: this.inputs }, (_, v) => (people + (transformed[v + 1] ?? 0)) / 2);
    return { people, support };
  }
}

function oddParity(word: number): boolean {
  word ^= word >>> 16;
  word ^= word >>> 8;
  word ^= word >>> 4;
  return ((0x6996 >>> (word & 15)) & 1) === 1;
}

/**
 * In which of m columns people land, where even[r] of them take a random column c with an even number of ones in
 * r & c, and odd[r] one with an odd number. In each half of the columns the top bit of c is fixed: what is left
 * of the condition concerns r without its top bit, and in the upper half its parity turns if r has that bit.
 * Either half holds as many of the wanted columns, so a fair binomial goes left, unless r is nothing but its top
 * bit: then one half holds them all.
 */
function settle(even: readonly number[], odd: readonly number[], rng: Rng): number[] {
  const columns = even.length;
  if (columns === 1) return [even[0] ?? 0];
  const half = columns / 2;
  const zeros = () => new Array<number>(half).fill(0);
  const left = { even: zeros(), odd: zeros() };
  const right = { even: zeros(), odd: zeros() };
  const add = (list: number[], row: number, people: number) => {
    list[row] = (list[row] ?? 0) + people;
  };
  for (let row = 0; row < columns; row++) {
    const rest = row % half;
    const turned = row >= half;
    for (const parity of ['even', 'odd'] as const) {
      const people = (parity === 'even' ? even : odd)[row] ?? 0;
      if (people === 0) continue;
      const inRight = (parity === 'even') === turned ? 'odd' : 'even';
      const share = turned && rest === 0 ? (parity === 'even' ? people : 0) : fairBinomial(people, rng);
      add(left[parity], rest, share);
      add(right[inRight], rest, people - share);
    }
  }
  return [...settle(left.even, left.odd, rng), ...settle(right.even, right.odd, rng)];
}

/** sum over c of values[c] (-1)^popcount(r & c), for all r. */
function walshHadamard(values: readonly number[]): number[] {
  const result = [...values];
  for (let width = 1; width < result.length; width *= 2) {
    for (let i = 0; i < result.length; i++) {
      if (i & width) continue;
      const [a, b] = [result[i] ?? 0, result[i + width] ?? 0];
      result[i] = a + b;
      result[i + width] = a - b;
    }
  }
  return result;
}
