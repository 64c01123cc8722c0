import { expDown } from '../exp-rational.ts';
import { bernoulli } from '../samplers/bernoulli.ts';
import { binomial } from '../samplers/binomial.ts';
import { spreadEvenly } from '../samplers/multinomial.ts';
import { Probability } from '../samplers/probability.ts';
import type { Rng } from '../samplers/rng.ts';
import { uniformBelow } from '../samplers/uniform.ts';
import { ONE, Rational, bitLength } from '../rational.ts';
import { checkCounts, sum } from './counts.ts';
import { PureProtocol, type SupportTally } from './pure-protocol.ts';

/**
 * k-ary randomized response (Kairouz, Bonawitz and Ramage 2016, equation 5): the truth with probability
 * p = E / (E + k - 1), each other category with q = 1 / (E + k - 1). Drawn as the truth with probability p - q,
 * otherwise any category at random.
 */
export class RandomizedResponse extends PureProtocol<number> {
  readonly name = 'randomized response';
  readonly bits: number;
  readonly ratio: Rational;
  readonly supportTrue: Rational;
  readonly supportOther: Rational;
  readonly #truth: Probability;

  constructor({ categories, epsilon }: { categories: number; epsilon: number }) {
    super(categories, epsilon);
    this.bits = bitLength(BigInt(categories - 1));
    this.ratio = expDown(epsilon);
    const whole = this.ratio.plus(Rational.of(categories - 1));
    this.supportTrue = this.ratio.over(whole).reduced();
    this.supportOther = ONE.over(whole).reduced();
    this.#truth = new Probability(this.ratio.minus(ONE).over(whole).reduced());
  }

  protected draw(category: number, rng: Rng): number {
    return bernoulli(this.#truth, rng) ? category : uniformBelow(this.inputs, rng);
  }

  supports(report: number, category: number): boolean {
    return report === category;
  }

  probability(report: number, input: number): Rational {
    return report === input ? this.supportTrue : this.supportOther;
  }

  *outputs(): Iterable<number> {
    for (let report = 0; report < this.inputs; report++) yield report;
  }

  *classes(a: number, b: number): Iterable<{ report: number; size: bigint }> {
    yield { report: a, size: 1n };
    if (a !== b) yield { report: b, size: 1n };
    const other = [0, 1, 2].find((report) => report !== a && report !== b) ?? 0;
    const left = this.inputs - (a === b ? 1 : 2);
    if (left > 0) yield { report: other, size: BigInt(left) };
  }

  sampleAggregate(counts: readonly number[], rng: Rng): SupportTally {
    checkCounts(counts, this.inputs);
    const people = sum(counts);
    const truthful = counts.map((count) => binomial(count, this.#truth, rng));
    const random = spreadEvenly(
      [{ people: people - sum(truthful), from: 0, to: this.inputs }],
      this.inputs,
      rng
    );
    return { people, support: truthful.map((count, v) => count + (random[v] ?? 0)) };
  }
}
