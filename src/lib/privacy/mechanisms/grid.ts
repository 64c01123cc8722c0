import { bernoulliFraction } from '../samplers/bernoulli.ts';
import type { Rng } from '../samplers/rng.ts';
import { Rational } from '../rational.ts';

/**
 * The points -1, -1 + 2/m, ..., 1. m is a power of two, so that every point is a double and 0 is one of them.
 */
export class Grid {
  /** m, the number of gaps. */
  readonly steps: number;

  constructor(steps: number) {
    if (!(steps >= 2 && steps <= 2 ** 40 && Number.isInteger(Math.log2(steps)))) {
      throw new RangeError(`the steps of a grid are a power of two, not ${steps}`);
    }
    this.steps = steps;
  }

  get points(): number {
    return this.steps + 1;
  }

  value(point: number): number {
    if (!(Number.isInteger(point) && point >= 0 && point <= this.steps)) {
      throw new RangeError(`there is no point ${point} on a grid of ${this.steps} steps`);
    }
    return (2 * point) / this.steps - 1;
  }

  exactValue(point: number): Rational {
    return Rational.of(2 * point - this.steps, this.steps);
  }

  /**
   * The point below x or the one above, so that the mean is exactly x. Whatever is outside [-1, 1] counts as
   * the nearer end: without this clipping one person could move a mean as far as they like.
   */
  round(x: number, rng: Rng): number {
    if (Number.isNaN(x)) throw new RangeError('not a number');
    const { point, rest } = this.split(x);
    if (rest === 0) return point;
    const { numerator, denominator } = Rational.exactly(rest);
    return point + (bernoulliFraction(numerator, denominator, rng) ? 1 : 0);
  }

  /** The point at or below x, and how far x lies between it and the next, 0 <= rest < 1. */
  split(x: number): { point: number; rest: number } {
    const clipped = Math.min(1, Math.max(-1, x));
    const place = ((clipped + 1) * this.steps) / 2;
    const point = Math.floor(place);
    return { point, rest: place - point };
  }
}
