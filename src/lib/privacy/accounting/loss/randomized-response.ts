import { SLACK, requireProbability, roundUp } from '../directed.ts';
import { FinitePair } from './finite.ts';
import type { PrivateMechanism } from './pair.ts';

/** k-ary randomized response: the truth with probability `truth`, each of the other k - 1 values equally often. */
export interface RandomizedResponse {
  k: number;
  truth: number;
}

/** The same written as "with probability noise draw one of all k values, else tell the truth". */
export function fromNoise(k: number, noise: number): RandomizedResponse {
  requireProbability('noise', noise);
  return { k, truth: 1 - noise + noise / k };
}

/**
 * The pure epsilon of k-ary randomized response. `replace` (the usual local DP): |ln(p (k - 1) / (1 - p))|. `delete`:
 * against a report drawn uniformly, the larger of the two directions, max |ln(k p)|, |ln(k (1 - p) / (k - 1))|.
 * Rounded up.
 */
export function randomizedResponseEpsilon(
  response: RandomizedResponse,
  relation: 'replace' | 'delete' = 'replace'
): number {
  const { k, truth, lie } = probabilities(response);
  if (k === 1) return 0;
  const epsilon =
    relation === 'replace'
      ? Math.abs(Math.log(truth / lie))
      : Math.max(Math.abs(Math.log(k * truth)), Math.abs(Math.log(k * lie)));
  // The log of a ratio near 1 keeps the rounding of the ratio itself.
  return epsilon === Infinity ? epsilon : epsilon + SLACK * Math.max(epsilon, epsilon > 0 ? 1e-2 : 0);
}

/** k-ary randomized response for the accountants. */
export function randomizedResponse(
  response: RandomizedResponse,
  relation: 'replace' | 'delete' = 'replace'
): PrivateMechanism {
  const { k, truth, lie } = probabilities(response);
  if (relation === 'replace') {
    const others = { p: (k - 2) * lie, q: (k - 2) * lie };
    const own = { p: truth, q: lie };
    const lattice = lie > 0 && truth !== lie ? Math.abs(Math.log(truth / lie)) : undefined;
    return {
      relation,
      pairs: [new FinitePair(k === 1 ? [{ p: 1, q: 1 }] : [own, { p: lie, q: truth }, others], lattice)]
    };
  }
  const report = [
    { p: truth, q: 1 / k },
    { p: (k - 1) * lie, q: (k - 1) / k }
  ];
  const flipped = report.map(({ p, q }) => ({ p: q, q: p }));
  return { relation, pairs: [new FinitePair(report), new FinitePair(flipped)] };
}

/**
 * The epsilon of RAPPOR's permanent randomized response on a Bloom filter with h hash functions, which bounds what any
 * number of reports reveals: 2 h ln((1 - f/2) / (f/2)) (Erlingsson, Pihur, Korolova 2014, Theorem 1). Replacing the
 * value. Rounded up.
 */
export function rapporPermanentEpsilon(h: number, f: number): number {
  requireProbability('f', f);
  return roundUp(2 * h * Math.log((1 - f / 2) / (f / 2)));
}

/**
 * The pair that dominates every (epsilon, delta)-DP mechanism (Kairouz, Oh, Viswanath 2015, Theorem 3.1): what it
 * composes to, everything of that guarantee composes to at most.
 */
export function approximateDp(epsilon: number, delta = 0): PrivateMechanism {
  requireProbability('delta', delta);
  const high = (1 - delta) / (1 + Math.exp(-epsilon));
  const low = high * Math.exp(-epsilon);
  const pair = new FinitePair(
    [
      { p: delta, q: 0 },
      { p: high, q: low },
      { p: low, q: high },
      { p: 0, q: delta }
    ],
    epsilon > 0 ? epsilon : undefined
  );
  return { relation: 'replace', pairs: [pair] };
}

function probabilities({ k, truth }: RandomizedResponse): { k: number; truth: number; lie: number } {
  requireProbability('truth', truth);
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`k must be a whole number from 1 on, not ${k}`);
  return { k, truth, lie: k === 1 ? 0 : (1 - truth) / (k - 1) };
}
