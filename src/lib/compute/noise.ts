import { hash } from './hash.ts';

/** The same invented numbers everywhere and every time: what gates and calibrations compute on. */
export class Noise {
  #drawn = 0;

  /** In [0, 1). */
  uniform(): number {
    return (hash(++this.#drawn) >>> 0) / 2 ** 32;
  }

  /** In [-1, 1). */
  signed(): number {
    return 2 * this.uniform() - 1;
  }

  /** Whole numbers of 0 ... limit - 1. */
  integers(count: number, limit: number): Int32Array {
    return Int32Array.from({ length: count }, () => Math.floor(this.uniform() * limit));
  }
}
