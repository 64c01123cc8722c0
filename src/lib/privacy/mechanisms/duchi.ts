import { expDown } from '../exp-rational.ts';
import { bernoulli } from '../samplers/bernoulli.ts';
import { binomial } from '../samplers/binomial.ts';
import { Probability } from '../samplers/probability.ts';
import type { Rng } from '../samplers/rng.ts';
import { HALF, ONE, Rational } from '../rational.ts';
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
  /** P(1 | point), worked out when first asked for. */
  readonly #positives = new Map<number, Probability>();

  constructor(options: MeanOptions) {
    super(options);
    const ratio = expDown(options.epsilon);
    this.#bound = ratio.plus(ONE).over(ratio.minus(ONE)).reduced();
  }

  #positive(point: number): Probability {
    let positive = this.#positives.get(point);
    if (!positive) {
      const lean = this.grid.exactValue(point).over(this.#bound);
      positive = new Probability(HALF.times(ONE.plus(lean)).reduced());
      this.#positives.set(point, positive);
    }
    return positive;
  }

  probability(report: number, point: number): Rational {
    const positive = this.#positive(point).value;
    return report === 1 ? positive : ONE.minus(positive);
  }

  decode(report: number): Rational {
    return report === 1 ? this.#bound : this.#bound.times(Rational.of(-1));
  }

  secondMoment(): Rational {
    return this.#bound.times(this.#bound);
  }

  drawFor(point: number, rng: Rng): number {
    return bernoulli(this.#positive(point), rng) ? 1 : 0;
  }

  drawAll(counts: readonly number[], rng: Rng): number[] {
    let positive = 0;
    let people = 0;
    for (const [point, count] of counts.entries()) {
      if (count === 0) continue;
      people += count;
      positive += binomial(count, this.#positive(point), rng);
    }
    return [people - positive, positive];
  }
}
