import { expDown } from '../exp-rational.ts';
import { bernoulli } from '../samplers/bernoulli.ts';
import { binomial } from '../samplers/binomial.ts';
import { Probability } from '../samplers/probability.ts';
import type { Rng } from '../samplers/rng.ts';
import { HALF, ONE, Rational, choose } from '../rational.ts';
import { checkCounts, sum } from './counts.ts';
import { PureProtocol, type SupportTally } from './pure-protocol.ts';

export interface UnaryOptions {
  categories: number;
  epsilon: number;
}

/**
 * One bit for each category: 1 with probability p for the true one and q for the others, all independent. Two
 * bits differ between neighbours, so E = p (1 - q) / (q (1 - p)).
 */
export class UnaryEncoding extends PureProtocol<Uint8Array> {
  readonly name: string;
  readonly bits: number;
  readonly ratio: Rational;
  readonly supportTrue: Rational;
  readonly supportOther: Rational;
  readonly #true: Probability;
  readonly #other: Probability;

  /** Use `symmetricUnaryEncoding` or `optimisedUnaryEncoding`, which choose p and q for an epsilon. */
  constructor(name: string, { categories, epsilon }: UnaryOptions, p: Rational, q: Rational) {
    super(categories, epsilon);
    this.name = name;
    this.bits = categories;
    this.supportTrue = p.reduced();
    this.supportOther = q.reduced();
    this.ratio = p
      .times(ONE.minus(q))
      .over(q.times(ONE.minus(p)))
      .reduced();
    this.#true = new Probability(this.supportTrue);
    this.#other = new Probability(this.supportOther);
  }

  protected draw(category: number, rng: Rng): Uint8Array {
    const report = new Uint8Array(this.inputs);
    for (let v = 0; v < this.inputs; v++) {
      report[v] = bernoulli(v === category ? this.#true : this.#other, rng) ? 1 : 0;
    }
    return report;
  }

  supports(report: Uint8Array, category: number): boolean {
    return report[category] === 1;
  }

  probability(report: Uint8Array, input: number): Rational {
    const { numerator: one, denominator: whole } = this.supportOther;
    const set = report.reduce((count, bit, v) => count + (v === input ? 0 : bit), 0);
    const others = new Rational(
      one ** BigInt(set) * (whole - one) ** BigInt(this.inputs - 1 - set),
      whole ** BigInt(this.inputs - 1)
    );
    return others.times(this.supports(report, input) ? this.supportTrue : ONE.minus(this.supportTrue));
  }

  *outputs(): Iterable<Uint8Array> {
    const report = new Uint8Array(this.inputs);
    for (;;) {
      yield report.slice();
      // Counts up in binary.
      let v = 0;
      for (; v < report.length && report[v] === 1; v++) report[v] = 0;
      if (v === report.length) return;
      report[v] = 1;
    }
  }

  *classes(a: number, b: number): Iterable<{ report: Uint8Array; size: bigint }> {
    const told = a === b ? [a] : [a, b];
    const others = [...new Array(this.inputs).keys()].filter((v) => !told.includes(v));
    for (let set = 0; set <= others.length; set++) {
      for (let pattern = 0; pattern < 2 ** told.length; pattern++) {
        const report = new Uint8Array(this.inputs);
        for (const v of others.slice(0, set)) report[v] = 1;
        for (const [i, v] of told.entries()) report[v] = (pattern >> i) & 1;
        yield { report, size: choose(others.length, set) };
      }
    }
  }

  /** The bits of one report are independent, so the sums of each bit are, too. */
  sampleAggregate(counts: readonly number[], rng: Rng): SupportTally {
    checkCounts(counts, this.inputs);
    const people = sum(counts);
    const support = counts.map(
      (count) => binomial(count, this.#true, rng) + binomial(people - count, this.#other, rng)
    );
    return { people, support };
  }
}

/**
 * Basic RAPPOR (Erlingsson, Pihur and Korolova 2014, section 2.4; Wang and others 2017, SUE): every bit is flipped with
 * the same probability, p = 1 - q = t / (t + 1) with t = e^(epsilon / 2), so E = t^2.
 */
export function symmetricUnaryEncoding(options: UnaryOptions): UnaryEncoding {
  const t = expDown(options.epsilon, 2);
  const whole = t.plus(ONE);
  return new UnaryEncoding('symmetric unary encoding', options, t.over(whole), ONE.over(whole));
}

/** OUE (Wang, Blocki, Li and Jha 2017, section 4.3): p = 1/2 and q = 1 / (E + 1) minimise the variance at f = 0. */
export function optimisedUnaryEncoding(options: UnaryOptions): UnaryEncoding {
  const q = ONE.over(expDown(options.epsilon).plus(ONE));
  return new UnaryEncoding('optimised unary encoding', options, HALF, q);
}
