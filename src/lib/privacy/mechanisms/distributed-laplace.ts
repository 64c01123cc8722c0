import { checkEpsilon } from '../exp-rational.ts';
import { DiscreteLaplace } from '../samplers/discrete-laplace.ts';
import { PolyaShare } from '../samplers/polya.ts';
import type { Rng } from '../samplers/rng.ts';
import { Rational } from '../rational.ts';
import { twoSidedQuantile } from '../special/normal.ts';
import { histogramSensitivity } from './central-laplace.ts';
import type { Epsilon, Estimate, EstimateOptions, Mechanism, Relation } from './mechanism.ts';
import { bayes } from './posterior.ts';
import { sum } from './counts.ts';

export interface DistributedLaplaceOptions<R extends Relation> {
  epsilon: number;
  relation: R;
  /** How many people at least add their share honestly; the noise of fewer protects less. */
  contributors: number;
  /** L1, as for `CentralLaplace`. */
  sensitivity?: number;
}

/**
 * Nobody sees more than the sum of all reports (secure aggregation, e.g. Prio3), and each report carries a share of
 * the noise: the difference of two Polya(1 / contributors) draws. The shares of exactly that many people add up to
 * discrete Laplace noise (see `PolyaShare`), so their sum keeps epsilon; more people add more noise. A
 * single report protects nobody by itself.
 */
export class DistributedLaplace<R extends Relation = Relation> implements Mechanism<
  number,
  number,
  number[],
  Estimate
> {
  readonly name = 'distributed Laplace';
  /** Of the sum, given that `contributors` people were honest. */
  readonly epsilon: Epsilon<R>;
  /** Sums are safe integers with a sign. */
  readonly bits = 54;
  readonly contributors: number;
  readonly #share: PolyaShare;
  readonly #total: DiscreteLaplace;

  constructor(options: DistributedLaplaceOptions<R>) {
    const { epsilon, relation, contributors, sensitivity = histogramSensitivity(relation) } = options;
    checkEpsilon(epsilon);
    this.epsilon = { value: epsilon, relation };
    this.contributors = contributors;
    const scale = Rational.of(sensitivity).over(Rational.exactly(epsilon));
    this.#share = new PolyaShare(scale, contributors);
    this.#total = new DiscreteLaplace(scale);
  }

  /** One person's whole number with their share of the noise. */
  randomize(value: number, rng: Rng): number {
    if (!Number.isSafeInteger(value)) throw new RangeError(`noise is added to whole numbers, not ${value}`);
    return value + this.#share.draw(rng) - this.#share.draw(rng);
  }

  /** The sum over everybody, and how far the noise of `contributors` shares, or of all reports, moves it. */
  estimate(reports: Iterable<number>, options: EstimateOptions = {}): Estimate {
    let value = 0;
    let people = 0;
    for (const report of reports) {
      value += report;
      people++;
    }
    const standardError = Math.sqrt(this.variance(people));
    const reach = twoSidedQuantile(options.confidence ?? 0.95) * standardError;
    return { value, standardError, interval: [value - reach, value + reach] };
  }

  /** Of the sum of n reports: n shares of the variance of discrete Laplace noise. */
  variance(n = this.contributors): number {
    return (this.#total.variance * n) / this.contributors;
  }

  /** From the sum of the reports of `contributors` people, over the sums 0, 1, 2, ... */
  posterior(total: number, prior: readonly number[]): number[] {
    const scale = this.#total.scale.toNumber();
    return bayes(prior, prior.length, (value) => -Math.abs(total - value) / scale);
  }

  /**
   * A histogram, where each of the people counted adds one share to each of the counts. Takes a step for every
   * `contributors` people.
   */
  sampleAggregate(counts: readonly number[], rng: Rng): number[] {
    const people = sum(counts);
    return counts.map((count) => count + this.#share.drawSum(people, rng) - this.#share.drawSum(people, rng));
  }
}
