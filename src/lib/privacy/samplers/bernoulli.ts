import { Probability } from './probability.ts';
import type { Rng } from './rng.ts';

/**
 * True with probability exactly p.
 *
 * Let U = 0.u0 u1 u2 ... be uniform on [0, 1), its 32-bit words drawn only when needed, and 0.t0 t1 t2 ... the
 * expansion of p. U < p exactly if the first word that differs has u < t: whatever follows a smaller word
 * adds less than one unit of its place, and long division never ends in words that are all 2^32 - 1. Two
 * words are equal once in 2^32, so one word decides nearly always; where the expansion has ended and all
 * words were equal, U >= p.
 */
export function bernoulli(p: Probability, rng: Rng): boolean {
  return p.certain || isBelow(p, 0, rng);
}

/** Whether U < p, for p < 1, given that the words before `from` were equal. */
function isBelow(p: Probability, from: number, rng: Rng): boolean {
  for (let i = from; !p.endsAt(i); i++) {
    const word = rng.bits(32);
    if (word !== p.word(i)) return word < p.word(i);
  }
  return false;
}

/** Whether U < p when the first word of U has been drawn already. */
export function bernoulliFrom(firstWord: number, p: Probability, rng: Rng): boolean {
  if (p.certain || firstWord !== p.word(0)) return p.certain || firstWord < p.word(0);
  return isBelow(p, 1, rng);
}

/** More than the error of `numerator / denominator * 2^32` in doubles; see `bernoulliFraction`. */
const SLACK = 2 ** -18;

/**
 * True with probability exactly numerator / denominator, for a probability that is used once.
 *
 * The first word u is compared with the double t = 2^32 numerator / denominator. Both conversions and the
 * division round to nearest, each within a factor 1 +- 2^-53, and scaling by 2^32 is exact, so t is off by
 * less than 2^32 (3 2^-53 + tiny) < 2^-19. Hence u + 1 <= t - 2^-18 proves U < p, u >= t + 2^-18 proves U >= p,
 * and in the one case in 2^32 between them exact long division goes on from the same word.
 * A denominator that no double holds is left to long division from the start.
 */
export function bernoulliFraction(
  numerator: number | bigint,
  denominator: number | bigint,
  rng: Rng
): boolean {
  const whole = Number(denominator);
  if (whole === Infinity) return bernoulli(Probability.of(numerator, denominator), rng);
  const threshold = (Number(numerator) / whole) * 2 ** 32;
  const word = rng.bits(32);
  if (word + 1 <= threshold - SLACK) return true;
  if (word >= threshold + SLACK) return false;
  return bernoulliFrom(word, Probability.of(numerator, denominator), rng);
}

/**
 * True with probability exactly exp(-numerator / denominator) (Canonne, Kamath and Steinke 2020, algorithm
 * 1): for gamma <= 1, K counts Bernoulli(gamma / K) successes in a row, and
 * P(K odd) = sum (-gamma)^k / k! = exp(-gamma); a larger gamma is a product of exp(-1)s and a rest.
 */
export function bernoulliExp(numerator: bigint, denominator: bigint, rng: Rng): boolean {
  while (numerator > denominator) {
    if (!bernoulliExpOfMinusOne(rng)) return false;
    numerator -= denominator;
  }
  return oddRun(numerator, denominator, rng);
}

/** Probability exp(-1), by the same algorithm. */
export function bernoulliExpOfMinusOne(rng: Rng): boolean {
  let k = 1;
  while (bernoulliFraction(1, k, rng)) k++;
  return k % 2 === 1;
}

function oddRun(numerator: bigint, denominator: bigint, rng: Rng): boolean {
  let k = 1;
  let scaled = denominator;
  while (bernoulliFraction(numerator, scaled, rng)) {
    k++;
    scaled += denominator;
  }
  return k % 2 === 1;
}
