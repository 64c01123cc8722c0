import type { Rational } from '../rational.ts';
import { bernoulliExp, bernoulliExpOfMinusOne } from './bernoulli.ts';
import type { Rng } from './rng.ts';
import { uniformBelow, uniformBelowBig } from './uniform.ts';

/**
 * Y in 0, 1, 2, ... with P(Y = y) proportional to exp(-y / scale), exactly (the first half of Canonne, Kamath
 * and Steinke 2020, algorithm 2). With scale = t / s: U uniform below t, kept with probability exp(-U / t), and V
 * successes of Bernoulli(exp(-1)) in a row give X = U + t V with P(X = x) proportional to exp(-x / t); then
 * Y = floor(X / s).
 */
export class Geometric {
  readonly scale: Rational;
  readonly #t: bigint;
  readonly #s: bigint;
  /** t as a number where it is a safe integer, else 0. */
  readonly #small: number;

  /** @param scale 1 / (the logarithm of the ratio of neighbouring probabilities), positive. */
  constructor(scale: Rational) {
    if (scale.numerator <= 0n) throw new RangeError('the scale of noise must be positive');
    this.scale = scale.reduced();
    this.#t = this.scale.numerator;
    this.#s = this.scale.denominator;
    this.#small = this.#t <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(this.#t) : 0;
  }

  draw(rng: Rng): number {
    for (;;) {
      const u = this.#small > 0 ? BigInt(uniformBelow(this.#small, rng)) : uniformBelowBig(this.#t, rng);
      if (!bernoulliExp(u, this.#t, rng)) continue;
      let v = 0n;
      while (bernoulliExpOfMinusOne(rng)) v++;
      return Number((u + this.#t * v) / this.#s);
    }
  }
}
