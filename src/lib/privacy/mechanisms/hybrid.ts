import { expDown } from '../exp-rational.ts';
import { bernoulli } from '../samplers/bernoulli.ts';
import { binomial } from '../samplers/binomial.ts';
import { Probability } from '../samplers/probability.ts';
import type { Rng } from '../samplers/rng.ts';
import { ONE, type Rational, bitLength } from '../rational.ts';
import { Duchi } from './duchi.ts';
import { MeanMechanism, type MeanOptions } from './mean-mechanism.ts';
import { Piecewise } from './piecewise.ts';

/** Epsilon up to which Duchi's mechanism alone is best (Wang and others 2019, equation 8, rounded). */
const DUCHI_ALONE = 0.61;

/**
 * The hybrid mechanism (Wang and others 2019, section III-C): the piecewise mechanism with probability
 * alpha = 1 - e^(-epsilon / 2), else Duchi's. The report tells which. Both are unbiased and keep epsilon, and so does
 * the mixture, because alpha does not depend on the value; any fraction near the best alpha will do.
 */
export class HybridMean extends MeanMechanism {
  readonly name = 'hybrid';
  readonly bits: number;
  readonly outcomes: number;
  readonly #piecewise: Piecewise;
  readonly #duchi: Duchi;
  readonly #alpha: Probability;

  constructor(options: MeanOptions) {
    super(options);
    this.#piecewise = new Piecewise(options);
    this.#duchi = new Duchi(options);
    this.#alpha = new Probability(ONE.minus(ONE.over(expDown(options.epsilon, 2))).reduced());
    this.outcomes = this.#piecewise.outcomes + this.#duchi.outcomes;
    this.bits = bitLength(BigInt(this.outcomes - 1));
  }

  /** Reports below are the piecewise mechanism's; from here on they are Duchi's. */
  get #border(): number {
    return this.#piecewise.outcomes;
  }

  #mixed(piecewise: Rational, duchi: Rational): Rational {
    const alpha = this.#alpha.value;
    return alpha.times(piecewise).plus(ONE.minus(alpha).times(duchi));
  }

  probability(report: number, point: number): Rational {
    return report < this.#border
      ? this.#alpha.value.times(this.#piecewise.probability(report, point))
      : ONE.minus(this.#alpha.value).times(this.#duchi.probability(report - this.#border, point));
  }

  decode(report: number): Rational {
    return report < this.#border ? this.#piecewise.decode(report) : this.#duchi.decode(report - this.#border);
  }

  secondMoment(point: number): Rational {
    return this.#mixed(this.#piecewise.secondMoment(point), this.#duchi.secondMoment());
  }

  drawFor(point: number, rng: Rng): number {
    return bernoulli(this.#alpha, rng)
      ? this.#piecewise.drawFor(point, rng)
      : this.#border + this.#duchi.drawFor(point, rng);
  }

  drawAll(counts: readonly number[], rng: Rng): number[] {
    const piecewise = counts.map((count) => binomial(count, this.#alpha, rng));
    const duchi = counts.map((count, point) => count - (piecewise[point] ?? 0));
    return [...this.#piecewise.drawAll(piecewise, rng), ...this.#duchi.drawAll(duchi, rng)];
  }
}

/** The best mixture for this epsilon: up to 0.61 it is Duchi's mechanism alone. */
export function hybridMean(options: MeanOptions): MeanMechanism {
  return options.epsilon > DUCHI_ALONE ? new HybridMean(options) : new Duchi(options);
}
