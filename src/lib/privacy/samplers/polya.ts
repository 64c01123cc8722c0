import type { Rational } from '../rational.ts';
import { bernoulliFraction } from './bernoulli.ts';
import { Geometric } from './geometric.ts';
import type { Rng } from './rng.ts';

/**
 * One of n shares whose sum is exactly Geometric(scale): Polya(1/n), i.e. negative binomial with
 * P(x) = Gamma(x + 1/n) / (x! Gamma(1/n)) a^x (1 - a)^(1/n), a = exp(-1 / scale) (Goryczka and Xiong 2017, section
 * 4; Agarwal and others 2018). The difference of two such sums is discrete Laplace.
 *
 * Exact without a gamma or beta variate. A negative binomial with r = 1/n and an independent one with
 * r = 1 - 1/n add up to Geometric(scale), the one with r = 1; given that sum G, the first is beta-binomial
 * (G; 1/n, 1 - 1/n), which is Polya's urn: of G balls, ball i + 1 is ours with probability
 * (1/n + ours so far) / (1 + i), a fraction. So a draw of G followed by the urn has the share's law, and every
 * decision is an exact Bernoulli. The cost grows with the scale, not with n.
 */
export class PolyaShare {
  readonly shares: number;
  readonly #whole: Geometric;

  /**
   * @param scale sensitivity / epsilon of the sum.
   * @param shares how many independent shares make up the sum.
   */
  constructor(scale: Rational, shares: number) {
    if (!(Number.isSafeInteger(shares) && shares >= 1)) throw new RangeError(`no noise in ${shares} shares`);
    this.shares = shares;
    this.#whole = new Geometric(scale);
  }

  draw(rng: Rng): number {
    return this.#urn(1n, rng);
  }

  /** The sum of `count` shares in one draw: whole geometrics, and the urn for what is left. */
  drawSum(count: number, rng: Rng): number {
    let sum = 0;
    for (let i = 0; i < Math.floor(count / this.shares); i++) sum += this.#whole.draw(rng);
    const rest = count % this.shares;
    return rest === 0 ? sum : sum + this.#urn(BigInt(rest), rng);
  }

  /** Negative binomial with r = weight / shares, at most 1. */
  #urn(weight: bigint, rng: Rng): number {
    const balls = this.#whole.draw(rng);
    const n = BigInt(this.shares);
    let numerator = weight;
    let ours = 0;
    for (let i = 0; i < balls; i++) {
      if (bernoulliFraction(numerator, n * BigInt(i + 1), rng)) {
        ours++;
        numerator += n;
      }
    }
    return ours;
  }
}
