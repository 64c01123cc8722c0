import { binomialLowerTail, binomialUpperTail } from '../special/binomial.ts';

/** More than the relative error of the binomial tails, so that rounding never narrows a bound. */
const SAFETY = 1e-6;

/**
 * One-sided bounds on a probability after `hits` of `draws` independent trials, each wrong with probability at
 * most `risk` (Clopper and Pearson 1934): the p at which so many hits, or more (or fewer), have probability `risk`.
 */
export function lowerBound(hits: number, draws: number, risk: number): number {
  if (hits === 0) return 0;
  return solve((p) => binomialUpperTail(hits - 1, draws, p) < risk * (1 - SAFETY)).low;
}

/** See `lowerBound`. */
export function upperBound(hits: number, draws: number, risk: number): number {
  if (hits === draws) return 1;
  return solve((p) => binomialLowerTail(hits, draws, p) > risk * (1 - SAFETY)).high;
}

/** Where `below` turns from true to false. Steps are first multiplicative, because the answer may be tiny. */
function solve(below: (p: number) => boolean): { low: number; high: number } {
  let high = 1;
  let low = 0.5;
  while (low > 1e-300 && !below(low)) {
    high = low;
    low /= 2;
  }
  for (let i = 0; i < 52; i++) {
    const middle = (low + high) / 2;
    if (below(middle)) low = middle;
    else high = middle;
  }
  return { low, high };
}
