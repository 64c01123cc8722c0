import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * Reproducible pseudo-randomness for training and for invented listeners: one seed, one stream, on every
 * engine. It must never draw privacy noise, which takes the operating system's randomness.
 */
export interface SeededRandom {
  /** Uniform in [0, 1), a multiple of 2^-32. */
  uniform(): number;
  /** Uniform integer in 0 ... n - 1, without modulo bias. */
  below(n: number): number;
}

/**
 * @param seed any number; its lowest 32 bits count. The first number drawn is nearly the seed itself: where streams of
 * neighbouring seeds are compared, `mix` them.
 */
export function seededRandom(seed: number): SeededRandom {
  const generator = xoroshiro128plus(seed | 0);
  return {
    uniform: () => (generator.next() >>> 0) / 2 ** 32,
    below: (n) => uniformInt(generator, 0, n - 1)
  };
}

/**
 * Spreads a number over 32 bits, so that neighbours have nothing in common. Different numbers of 32 bits stay different
 * (Wellons' `hash-prospector`, the function of least bias that it found).
 */
export function mix(seed: number): number {
  let state = Math.imul(seed ^ (seed >>> 16), 0x21f0aaad);
  state = Math.imul(state ^ (state >>> 15), 0x735a2d97);
  return state ^ (state >>> 15);
}

/** Reorders `list` in place, every order equally likely (Fisher-Yates). */
export function shuffle<T extends { length: number; [index: number]: unknown }>(
  list: T,
  random: SeededRandom
): T {
  for (let i = list.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [list[i], list[j]] = [list[j], list[i]];
  }
  return list;
}
