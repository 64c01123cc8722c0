import type { Rng } from '../samplers/rng.ts';
import { twoSidedQuantile } from '../special/normal.ts';
import type { Epsilon, Estimate, EstimateOptions, Mechanism } from './mechanism.ts';
import { bayes } from './posterior.ts';

/** Integers are released as safe integers with a sign. */
const RELEASE_BITS = 54;

/**
 * A trusted curator adds integer noise to an integer. Input i of a prior is the integer i; reports are
 * independent releases of the same number.
 */
export abstract class NoiseMechanism implements Mechanism<number, number, number[], Estimate> {
  abstract readonly name: string;
  abstract readonly epsilon: Epsilon;
  readonly bits = RELEASE_BITS;

  protected abstract readonly noise: { draw(rng: Rng): number; readonly variance: number };
  /** ln P(noise = x), up to a constant. */
  protected abstract logDensity(x: number): number;

  /** @throws RangeError unless the value is a safe integer: a fraction would show through the noise. */
  randomize(value: number, rng: Rng): number {
    if (!Number.isSafeInteger(value)) throw new RangeError(`noise is added to whole numbers, not ${value}`);
    return value + this.noise.draw(rng);
  }

  /** The mean of the releases, which is unbiased because the noise is symmetric. */
  estimate(releases: Iterable<number>, options: EstimateOptions = {}): Estimate {
    let total = 0;
    let count = 0;
    for (const release of releases) {
      total += release;
      count++;
    }
    if (count === 0) throw new RangeError('no releases to estimate from');
    const value = total / count;
    const standardError = Math.sqrt(this.variance(count));
    const reach = twoSidedQuantile(options.confidence ?? 0.95) * standardError;
    return { value, standardError, interval: [value - reach, value + reach] };
  }

  /** Of the mean of n releases; it does not depend on the true number. */
  variance(n = 1): number {
    return this.noise.variance / n;
  }

  posterior(release: number, prior: readonly number[]): number[] {
    return bayes(prior, prior.length, (value) => this.logDensity(release - value));
  }

  /** A histogram with noise on each of its counts. */
  sampleAggregate(counts: readonly number[], rng: Rng): number[] {
    return counts.map((count) => this.randomize(count, rng));
  }
}
