import { expDown } from '../exp-rational.ts';
import { bernoulliFraction } from '../samplers/bernoulli.ts';
import { binomial } from '../samplers/binomial.ts';
import { Probability } from '../samplers/probability.ts';
import type { Rng } from '../samplers/rng.ts';
import { ONE, Rational } from '../rational.ts';
import { MeanMechanism, type MeanOptions } from './mean-mechanism.ts';

/**
 * Duchi, Jordan and Wainwright 2018, equation 9, in one dimension (Wang and others 2019, algorithm 1): one bit, which
 * stands for +-C with C = (E + 1) / (E - 1), and is 1 with probability 1/2 + x (E - 1) / (2 (E + 1)). Its variance is
 * C^2 - x^2. The likelihood ratio is E between x = -1 and x = 1.
 */
export class Duchi extends MeanMechanism {
  readonly name = 'Duchi';
  readonly bits = 1;
  readonly outcomes = 2;
  readonly #bound: Rational;
  /** P(1 | x) = (base + x slope) / whole. */
  readonly #ratio: Rational;

  constructor(options: MeanOptions) {
    super(options);
    this.#ratio = expDown(options.epsilon).reduced();
    this.#bound = this.#ratio.plus(ONE).over(this.#ratio.minus(ONE)).reduced();
  }

  #positive(point: number): Rational {
    const x = this.grid.exactValue(point);
    return new Rational(1n, 2n).plus(x.over(this.#bound.times(Rational.of(2))));
  }

  probability(report: number, point: number): Rational {
    return report === 1 ? this.#positive(point) : ONE.minus(this.#positive(point));
  }

  decode(report: number): Rational {
    return report === 1 ? this.#bound : this.#bound.times(Rational.of(-1));
  }

  secondMoment(): Rational {
    return this.#bound.times(this.#bound);
  }

  drawFor(point: number, rng: Rng): number {
    const { numerator, denominator } = this.#positive(point);
    return bernoulliFraction(numerator, denominator, rng) ? 1 : 0;
  }

  drawAll(counts: readonly number[], rng: Rng): number[] {
    let positive = 0;
    let people = 0;
    for (const [point, count] of counts.entries()) {
      if (count === 0) continue;
      people += count;
      positive += binomial(count, new Probability(this.#positive(point)), rng);
    }
    return [people - positive, positive];
  }
}
