import type { Rational } from '../rational.ts';
import { Geometric } from './geometric.ts';
import type { Rng } from './rng.ts';

/**
 * Integer noise with P(x) = (1 - a) / (1 + a) a^|x|, a = exp(-1 / scale), exactly (Canonne, Kamath and Steinke
 * 2020, algorithm 2: a geometric size with a fair sign, where a negative 0 is drawn again so that 0 is not
 * counted twice).
 */
export class DiscreteLaplace {
  readonly scale: Rational;
  readonly #size: Geometric;

  /** @param scale sensitivity / epsilon. */
  constructor(scale: Rational) {
    this.#size = new Geometric(scale);
    this.scale = this.#size.scale;
  }

  /** 2 a / (1 - a)^2. */
  get variance(): number {
    // In terms of the hyperbolic sine, which keeps its digits for large scales.
    return 1 / (2 * Math.sinh(0.5 / this.scale.toNumber()) ** 2);
  }

  draw(rng: Rng): number {
    for (;;) {
      const negative = rng.bits(1) === 1;
      const size = this.#size.draw(rng);
      if (size > 0) return negative ? -size : size;
      if (!negative) return 0;
    }
  }
}
