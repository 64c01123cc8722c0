import { bernoulli } from './bernoulli.ts';
import { fairBinomial } from './fair-binomial.ts';
import type { Probability } from './probability.ts';
import type { Rng } from './rng.ts';

/** Up to here one comparison for each trial is cheaper. */
const COMPARED_ONE_BY_ONE = 8;

/**
 * Number of successes in n independent trials of probability p, exactly, in time O(log n).
 *
 * Trial j succeeds if U_j < p. All n comparisons are made together, one binary digit at a time: among the trials
 * still tied with p, the number whose next digit is 1 is Binomial(tied, 1/2). Where p has a 1, those with a 0 are
 * below p and have succeeded; where p has a 0, those with a 1 have failed; the others stay tied (Farach-Colton
 * and Tsai 2015, section 2). Half of the tied trials leave at each digit, so about log2(n) + 2 fair binomials are
 * drawn, each in constant time.
 *
 * @param n up to 2^40.
 */
export function binomial(n: number, p: Probability, rng: Rng): number {
  if (p.certain) return n;
  let tied = n;
  let successes = 0;
  for (let i = 0; tied > 0 && !p.endsAt(i); i++) {
    const word = p.word(i);
    const last = p.endsAt(i + 1);
    for (let digit = 31; digit >= 0 && tied > 0; digit--) {
      if (tied <= COMPARED_ONE_BY_ONE && i === 0 && digit === 31) return successes + compared(tied, p, rng);
      const ones = fairBinomial(tied, rng);
      if ((word >>> digit) & 1) {
        successes += tied - ones;
        tied = ones;
      } else {
        tied -= ones;
      }
      // Only zeros follow: whoever is still tied is not below p.
      if (last && word << (32 - digit) === 0 && digit > 0) return successes;
    }
  }
  return successes;
}

function compared(n: number, p: Probability, rng: Rng): number {
  let successes = 0;
  for (let i = 0; i < n; i++) if (bernoulli(p, rng)) successes++;
  return successes;
}
