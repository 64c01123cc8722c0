import { hash } from '../hash.ts';

/** Dropout without stored masks: whether value number `place` of a batch stays is a hash of place and key. */
export interface Dropout {
  key: number;
  /** Of 2^24: values whose hash lies below it are cleared. */
  threshold: number;
}

export function dropoutOf(rate: number, seed: number): Dropout {
  // Hashed, so that neighbouring seeds do not give the same mask moved by one place.
  return { key: hash(seed), threshold: Math.round(rate * 2 ** 24) };
}

/** What each of the first `count` values is multiplied by: 0 or 1 / (1 - rate). */
export function dropoutMask({ key, threshold }: Dropout, count: number): Float32Array {
  const kept = 1 / (1 - threshold / 2 ** 24);
  const mask = new Float32Array(count);
  for (let place = 0; place < count; place++) mask[place] = hash(place ^ key) >>> 8 < threshold ? 0 : kept;
  return mask;
}
