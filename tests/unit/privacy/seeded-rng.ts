import type { Rng } from '../../../src/lib/privacy/index.ts';

/**
 * xoshiro128** (Blackman and Vigna 2018), seeded through splitmix32: reproducible, and so unfit to protect
 * anybody. It lives with the tests, where nothing that ships can reach it.
 */
export function seededRng(seed: number): Rng {
  let state = seed | 0;
  const mix = () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let [a, b, c, d] = [mix(), mix(), mix(), mix()];
  const rotate = (x: number, k: number) => (x << k) | (x >>> (32 - k));
  return {
    bits(n) {
      const word = Math.imul(rotate(Math.imul(b, 5), 7), 9);
      const t = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= t;
      d = rotate(d, 11);
      return word >>> (32 - n);
    }
  };
}
