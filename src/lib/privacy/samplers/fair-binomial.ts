import { Rational } from '../rational.ts';
import { bernoulliFrom } from './bernoulli.ts';
import { Probability } from './probability.ts';
import type { Rng } from './rng.ts';
import { centralRatio, RATIO_ERROR } from './central-ratio.ts';
import { uniformBelow } from './uniform.ts';

/** Up to here the coins are thrown one by one, 32 in a word. */
const COUNTED = 256;

/** More people than there are; up to here the rare exact comparison stays affordable. */
export const MOST_TRIALS = 2 ** 40;

/**
 * Number of heads among n fair coins, exactly Binomial(n, 1/2), in time that does not depend on n.
 *
 * @param n up to 2^40.
 */
export function fairBinomial(n: number, rng: Rng): number {
  if (!(Number.isSafeInteger(n) && n >= 0 && n <= MOST_TRIALS)) throw new RangeError(`no coins: ${n}`);
  if (n <= COUNTED) return countedHeads(n, rng);
  const half = Math.floor(n / 2);
  return half + deviation(half, rng) + (n % 2 === 0 ? 0 : rng.bits(1));
}

function countedHeads(n: number, rng: Rng): number {
  let heads = 0;
  for (let left = n; left > 0; left -= 32) heads += ones(rng.bits(Math.min(left, 32)));
  return heads;
}

function ones(word: number): number {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * X - n for X of Binomial(2n, 1/2), by rejection from blocks (after Bringmann, Kuhn, Panagiotou, Peter and Thomas
 * 2014, section 3).
 *
 * Write r(i) = C(2n, n+i) / C(2n, n) for the density relative to its middle. The proposal picks a sign, a
 * block b with probability 2^-(b+1), and i = b m + j with j uniform below m = ceil(sqrt(n)); it is kept with
 * probability 2^b r(i), and never for a negative 0. So every i is returned with probability proportional to
 * 2^-(b+1) 2^b r(i) = r(i) / 2. It remains that 2^b r(i) <= 1:
 * r(i) = prod_{l=1..i} (1 - (2l-1) / (n+l)) <= exp(-sum (2l-1) / (n+i)) = exp(-i^2 / (n+i)), which falls in i,
 * so for b >= 1 it is enough that (b m)^2 >= (n + b m) b ln 2, i.e. b m (m - ln 2) >= n ln 2, which holds for
 * m >= sqrt(n) and n >= 6. A proposal is kept with probability sqrt(pi n) / (4 m), about 0.44.
 */
function deviation(n: number, rng: Rng): number {
  const width = Math.ceil(Math.sqrt(n));
  for (;;) {
    const block = leadingZeros(rng);
    const negative = rng.bits(1) === 1;
    const i = block * width + uniformBelow(width, rng);
    if (i > n || (negative && i === 0)) continue;
    if (kept(n, i, block, rng)) return negative ? -i : i;
  }
}

/** Zeros before the first one in a stream of bits: b with probability 2^-(b+1). */
function leadingZeros(rng: Rng): number {
  let zeros = 0;
  for (;;) {
    const word = rng.bits(32);
    if (word !== 0) return zeros + Math.clz32(word);
    zeros += 32;
  }
}

/**
 * True with probability exactly 2^block r(i). A double with a proven error decides against one word; the
 * rest, about one case in 2^32, is decided by the exact fraction.
 */
function kept(n: number, i: number, block: number, rng: Rng): boolean {
  const word = rng.bits(32);
  const ratio = centralRatio(n, i, block);
  if (ratio !== undefined) {
    const uniform = word / 2 ** 32;
    if (uniform + 2 ** -32 <= ratio - RATIO_ERROR) return true;
    if (uniform >= ratio + RATIO_ERROR) return false;
  }
  return bernoulliFrom(word, exactRatio(n, i, block), rng);
}

function exactRatio(n: number, i: number, block: number): Probability {
  const numerator = product(BigInt(n - i + 1), BigInt(n)) << BigInt(block);
  return new Probability(new Rational(numerator, product(BigInt(n + 1), BigInt(n + i))));
}

/** The product of the integers from ... to, in balanced halves: long times long is cheaper than many shorts. */
function product(from: bigint, to: bigint): bigint {
  if (to - from < 8n) {
    let result = 1n;
    for (let factor = from; factor <= to; factor++) result *= factor;
    return result;
  }
  const middle = (from + to) / 2n;
  return product(from, middle) * product(middle + 1n, to);
}
