import { expDown } from '../exp-rational.ts';
import { bernoulli } from '../samplers/bernoulli.ts';
import { binomial } from '../samplers/binomial.ts';
import { type Spread, spreadEvenly } from '../samplers/multinomial.ts';
import { Probability } from '../samplers/probability.ts';
import type { Rng } from '../samplers/rng.ts';
import { uniformBelow } from '../samplers/uniform.ts';
import { ONE, Rational, bitLength } from '../rational.ts';
import { MeanMechanism, type MeanOptions } from './mean-mechanism.ts';

/**
 * The piecewise mechanism of Wang and others 2019 (algorithm 2) on a finite grid.
 *
 * There, the output lies in [-C, C], C = (t + 1) / (t - 1) with t = e^(epsilon / 2), and is E times as likely inside a
 * window of length C - 1, whose place depends linearly on x. Here the outputs are the integers 0 ... N - 1 with
 * N = m + w, the window of point g is g ... g + w - 1, and each output of it has probability E / (w E + m), the others
 * 1 / (w E + m). The normaliser is the same for all g, so the likelihood ratio is exactly E. The mean output is
 * A + B g with B = w (E - 1) / (w E + m), so 2 (output - A) / (B m) - 1 is exactly unbiased. w = m / t, rounded, gives the
 * paper's proportions, and m -> infinity its variance x^2 / (t - 1) + (t + 3) / (3 (t - 1)^2).
 */
export class Piecewise extends MeanMechanism {
  readonly name = 'piecewise';
  readonly bits: number;
  readonly outcomes: number;
  readonly #window: number;
  readonly #high: Rational;
  readonly #low: Rational;
  readonly #informed: Probability;
  /** decode(j) = j * scale - offset. */
  readonly #scale: Rational;
  readonly #offset: Rational;

  constructor(options: MeanOptions) {
    super(options);
    const m = this.grid.steps;
    const ratio = expDown(options.epsilon);
    const w = Math.max(1, Math.round(m / expDown(options.epsilon, 2).toNumber()));
    this.#window = w;
    this.outcomes = m + w;
    this.bits = bitLength(BigInt(m + w - 1));
    this.#low = ONE.over(ratio.times(Rational.of(w)).plus(Rational.of(m))).reduced();
    this.#high = this.#low.times(ratio).reduced();
    const slope = this.#low.times(ratio.minus(ONE)).times(Rational.of(w)).reduced();
    // An output is any of the N, or with the probability that the window has on top, any of the window.
    this.#informed = new Probability(slope);
    const start = this.#low.times(sumOf(m + w)).plus(this.#low.times(ratio.minus(ONE)).times(sumOf(w)));
    this.#scale = Rational.of(2)
      .over(slope.times(Rational.of(m)))
      .reduced();
    this.#offset = start.times(this.#scale).plus(ONE).reduced();
  }

  probability(report: number, point: number): Rational {
    return report >= point && report < point + this.#window ? this.#high : this.#low;
  }

  decode(report: number): Rational {
    return Rational.of(report).times(this.#scale).minus(this.#offset);
  }

  secondMoment(point: number): Rational {
    const extra = this.#high.minus(this.#low);
    const moment = (sums: (n: number) => Rational) =>
      sums(this.outcomes)
        .times(this.#low)
        .plus(
          sums(point + this.#window)
            .minus(sums(point))
            .times(extra)
        );
    const mean = moment(sumOf);
    const square = moment(sumOfSquares);
    return this.#scale
      .times(this.#scale)
      .times(square)
      .minus(Rational.of(2).times(this.#scale).times(this.#offset).times(mean))
      .plus(this.#offset.times(this.#offset));
  }

  drawFor(point: number, rng: Rng): number {
    return bernoulli(this.#informed, rng)
      ? point + uniformBelow(this.#window, rng)
      : uniformBelow(this.outcomes, rng);
  }

  drawAll(counts: readonly number[], rng: Rng): number[] {
    const spreads: Spread[] = [];
    let anywhere = 0;
    for (const [point, count] of counts.entries()) {
      const people = binomial(count, this.#informed, rng);
      anywhere += count - people;
      spreads.push({ people, from: point, to: point + this.#window });
    }
    spreads.push({ people: anywhere, from: 0, to: this.outcomes });
    return spreadEvenly(spreads, this.outcomes, rng);
  }
}

/** 0 + 1 + ... + (n - 1). */
function sumOf(n: number): Rational {
  const count = BigInt(n);
  return new Rational(count * (count - 1n), 2n);
}

/** 0^2 + 1^2 + ... + (n - 1)^2. */
function sumOfSquares(n: number): Rational {
  const count = BigInt(n);
  return new Rational((count - 1n) * count * (2n * count - 1n), 6n);
}
