import { Rational } from '../rational.ts';
import { bernoulliExp } from './bernoulli.ts';
import { DiscreteLaplace } from './discrete-laplace.ts';
import type { Rng } from './rng.ts';

/**
 * Integer noise with P(x) proportional to exp(-x^2 / (2 sigma^2)), exactly (Canonne, Kamath and Steinke 2020,
 * algorithm 3): a discrete Laplace Y of scale t = floor(sigma) + 1, kept with probability
 * exp(-(|Y| - sigma^2 / t)^2 / (2 sigma^2)). At most about two draws of Y on average, for every sigma.
 */
export class DiscreteGaussian {
  /** sigma^2; the variance of the noise is slightly below it (their corollary 9). */
  readonly sigmaSquared: Rational;
  readonly #proposal: DiscreteLaplace;
  readonly #t: bigint;

  /** @param sigmaSquared positive. */
  constructor(sigmaSquared: Rational) {
    if (sigmaSquared.numerator <= 0n) throw new RangeError('the variance of noise must be positive');
    this.sigmaSquared = sigmaSquared.reduced();
    this.#t = squareRoot(this.sigmaSquared.numerator / this.sigmaSquared.denominator) + 1n;
    this.#proposal = new DiscreteLaplace(new Rational(this.#t));
  }

  draw(rng: Rng): number {
    const { numerator: a, denominator: b } = this.sigmaSquared;
    const t = this.#t;
    const denominator = 2n * a * b * t * t;
    for (;;) {
      const draw = this.#proposal.draw(rng);
      const distance = BigInt(Math.abs(draw)) * b * t - a;
      if (bernoulliExp(distance * distance, denominator, rng)) return draw;
    }
  }

  /** Mean square of the noise. From sigma^2 = 10 on it is sigma^2 to all digits of a double. */
  get variance(): number {
    const twice = 2 * this.sigmaSquared.toNumber();
    if (twice > 20) return twice / 2;
    let mass = 1;
    let square = 0;
    for (let x = 1; x * x < 40 * twice; x++) {
      const weight = 2 * Math.exp((-x * x) / twice);
      mass += weight;
      square += x * x * weight;
    }
    return square / mass;
  }
}

/** floor(sqrt(n)) by Newton's iteration from above, which falls until it is reached. */
function squareRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let x = 1n << BigInt(Math.ceil(n.toString(2).length / 2));
  for (;;) {
    const next = (x + n / x) / 2n;
    if (next >= x) return x;
    x = next;
  }
}
