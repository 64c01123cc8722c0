import { bitLength } from '../rational.ts';
import type { Rng } from './rng.ts';

/**
 * Uniform integer in 0 ... n - 1 by rejection: as many bits as n - 1 has, drawn again until below n (fewer
 * than two draws on average). A remainder or a scaled float would prefer some outcomes.
 *
 * @param n from 1 to 2^53 - 1.
 */
export function uniformBelow(n: number, rng: Rng): number {
  if (!(Number.isSafeInteger(n) && n >= 1)) throw new RangeError(`no integers below ${n}`);
  if (n === 1) return 0;
  if (n <= 2 ** 32) {
    const width = 32 - Math.clz32(n - 1);
    for (;;) {
      const draw = rng.bits(width);
      if (draw < n) return draw;
    }
  }
  const width = 32 - Math.clz32(Math.floor((n - 1) / 2 ** 32));
  for (;;) {
    const draw = rng.bits(width) * 2 ** 32 + rng.bits(32);
    if (draw < n) return draw;
  }
}

/** The same for a bound of any size. */
export function uniformBelowBig(n: bigint, rng: Rng): bigint {
  if (n < 1n) throw new RangeError(`no integers below ${String(n)}`);
  const width = bitLength(n - 1n);
  for (;;) {
    let draw = 0n;
    for (let left = width; left > 0; left -= 32) {
      const taken = Math.min(left, 32);
      draw = (draw << BigInt(taken)) | BigInt(rng.bits(taken));
    }
    if (draw < n) return draw;
  }
}
