import { requirePositive, requireProbability, roundUp } from './directed.ts';
import { FinitePair } from './loss/finite.ts';
import { type PrivateMechanism, mechanismDelta } from './loss/pair.ts';
import { type RandomizedResponse, randomizedResponse } from './loss/randomized-response.ts';
import { logNormalTail, normalQuantile } from '../special/normal.ts';
import { lowest } from '../special/search.ts';

/**
 * The best true-positive rate of an attacker who accepts this false-positive rate, after `count` Gaussian mechanisms:
 * Phi(Phi^-1(fpr) + sqrt(count) sensitivity / sigma) (Dong, Roth, Su 2022, Equation 6). Rounded up.
 */
export function gaussianTruePositiveRate(
  fpr: number,
  { sigma, sensitivity = 1, count = 1 }: { sigma: number; sensitivity?: number; count?: number }
): number {
  requireProbability('fpr', fpr);
  requirePositive('sigma', sigma);
  const z = normalQuantile(fpr) + (Math.sqrt(count) * sensitivity) / sigma;
  return Math.min(1, roundUp(Math.exp(logNormalTail(-z)), 1));
}

/**
 * The best true-positive rate against k-ary randomized response, for an attacker who tells two values apart (replace)
 * or a value from a uniform report (delete). Rounded up.
 */
export function randomizedResponseTruePositiveRate(
  fpr: number,
  response: RandomizedResponse,
  relation: 'replace' | 'delete' = 'replace'
): number {
  return bestTruePositiveRate(randomizedResponse(response, relation), fpr);
}

/**
 * The best true-positive rate against a mechanism, the worst of its pairs. With finitely many outcomes by Neyman and
 * Pearson: take outcomes by falling ratio until their Q-probability is the false-positive rate. Rounded up.
 */
export function bestTruePositiveRate(mechanism: PrivateMechanism, fpr: number): number {
  requireProbability('fpr', fpr);
  const finite = mechanism.pairs.filter((pair) => pair instanceof FinitePair);
  if (finite.length === mechanism.pairs.length) {
    return Math.max(...finite.map((pair) => neymanPearson(pair, fpr)));
  }
  return truePositiveRateOf((epsilon) => mechanismDelta(mechanism, epsilon), fpr);
}

/**
 * The same from any hockey-stick curve, for instance a composed privacy loss distribution's: min over all real epsilon
 * of delta(epsilon) + e^epsilon fpr, the curve's tangents (Dong, Roth, Su 2022, Proposition 2.12). Any upper bound of
 * the curve gives an upper bound of the rate.
 */
export function truePositiveRateOf(delta: (epsilon: number) => number, fpr: number): number {
  requireProbability('fpr', fpr);
  if (fpr === 0) return delta(700);
  const tangent = (epsilon: number) => delta(epsilon) + Math.exp(epsilon) * fpr;
  return Math.min(1, roundUp(tangent(lowest(tangent, -50, -Math.log(fpr) + 1, 200)), 1));
}

function neymanPearson(pair: FinitePair, fpr: number): number {
  const outcomes = pair.outcomes.toSorted((a, b) => b.p * a.q - a.p * b.q);
  let left = fpr;
  let rate = 0;
  for (const { p, q } of outcomes) {
    if (q <= left) {
      rate += p;
      left -= q;
    } else {
      rate += p * (left / q);
      break;
    }
  }
  return Math.min(1, roundUp(rate, 1));
}
