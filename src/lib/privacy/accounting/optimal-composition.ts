import type { Guarantee } from './composition.ts';
import { SLACK, probabilityUp, requireCount, requireProbability, roundUp } from './directed.ts';
import { approximateDp } from './loss/randomized-response.ts';
import { composedDelta } from './pld/accountant.ts';
import { logBinomialPmf } from '../special/binomial.ts';
import { firstWhere } from '../special/search.ts';

/** `count` mechanisms of one guarantee. */
export interface GuaranteeUse extends Guarantee {
  count: number;
}

/** A sum of privacy losses and the probability of it. */
interface Loss {
  loss: number;
  mass: number;
}

/** Up to so many different sums are listed; beyond it bounds from a grid take over. */
const MOST_SUMS = 200_000;

/**
 * The smallest delta for which any composition of mechanisms of these guarantees, adaptive or not, is
 * (epsilon, delta)-DP, with no other knowledge of them: Kairouz, Oh, Viswanath 2015 (Theorem 3.3) when all are alike,
 * Murtagh and Vadhan 2016 (Theorem 1.5) when they differ. 1 - prod (1 - delta_i) (1 - H), H the hockey-stick
 * divergence of randomized responses. Exact but for rounding up; the relation is that of the guarantees. When
 * there are more than 200,000 different sums of losses, an upper bound from a privacy loss distribution.
 */
export function optimalDelta(uses: readonly GuaranteeUse[], epsilon: number): number {
  for (const use of uses) requireUse(use);
  const sums = uses.reduce((product, { count }) => product * (count + 1), 1);
  if (sums > MOST_SUMS) {
    const parts = uses.map(({ epsilon: one, delta, count }) => ({
      mechanism: approximateDp(one, delta),
      count
    }));
    return composedDelta(parts, epsilon).upper;
  }
  const intact = uses.reduce((log, { delta, count }) => log + count * Math.log1p(-delta), 0);
  const stick = hockeyStick(uses, epsilon);
  // 1 - (1 - d)(1 - h) without losing a small one of them.
  return probabilityUp(stick - Math.expm1(intact) * (1 - stick));
}

/** The smallest epsilon with that delta; Infinity where not even the deltas alone keep within it. */
export function optimalEpsilon(uses: readonly GuaranteeUse[], totalDelta: number): number {
  const most = roundUp(uses.reduce((sum, { epsilon, count }) => sum + count * epsilon, 0));
  if (optimalDelta(uses, most) > allowed(totalDelta)) return Infinity;
  return firstWhere((epsilon) => optimalDelta(uses, epsilon) <= allowed(totalDelta), -1e-300, most, 1e-13);
}

/**
 * As Theorem 3.3 of Kairouz, Oh and Viswanath states it: the smallest of epsilon (k - 2i), i = 0 ... k/2, that is a
 * total epsilon of k mechanisms. At most 2 epsilon above `optimalEpsilon`. Infinity where there is none.
 */
export function optimalEpsilonOnGrid(use: GuaranteeUse, totalDelta: number): number {
  requireUse(use);
  for (let i = Math.floor(use.count / 2); i >= 0; i--) {
    if (deltaOnGrid(use, i) <= allowed(totalDelta)) return use.epsilon * (use.count - 2 * i);
  }
  return Infinity;
}

/**
 * The largest epsilon that each of `count` mechanisms may have so that they compose to (totalEpsilon, totalDelta) by
 * `optimalDelta`. Rounded down; undefined where the deltas alone exceed the total.
 */
export function largestEpsilonEach(total: Guarantee, count: number, delta = 0): number | undefined {
  requireCount('count', count);
  const fits = (epsilon: number) =>
    optimalDelta([{ epsilon, delta, count }], total.epsilon) <= allowed(total.delta);
  return largestWhere(fits, total.epsilon);
}

/**
 * The same with Theorem 3.3's grid of totals: the largest epsilon for which some epsilon (k - 2i) is both at most
 * totalEpsilon and a valid total. Rounded down; undefined where the deltas alone exceed the total.
 */
export function largestEpsilonEachOnGrid(total: Guarantee, count: number, delta = 0): number | undefined {
  requireCount('count', count);
  let best: number | undefined;
  for (let i = Math.floor(count / 2); i >= 0; i--) {
    const steps = count - 2 * i;
    const most = steps === 0 ? Infinity : total.epsilon / steps;
    if (best !== undefined && most <= best) break;
    const fits = (epsilon: number) => deltaOnGrid({ epsilon, delta, count }, i) <= allowed(total.delta);
    const largest = largestWhere(fits, most === Infinity ? 800 : most);
    if (largest !== undefined && largest > 0) best = Math.max(best ?? 0, largest);
  }
  return best;
}

/** The upper end of where `fits`, which is true and then false, holds in [0, most]. */
function largestWhere(fits: (epsilon: number) => boolean, most: number): number | undefined {
  if (!fits(0)) return undefined;
  if (fits(most)) return most;
  const broken = firstWhere((epsilon) => !fits(epsilon), 0, most, 1e-14);
  return broken * (1 - 1e-13);
}

/** delta of the total epsilon (k - 2i) epsilon. */
function deltaOnGrid({ epsilon, delta, count }: GuaranteeUse, i: number): number {
  let stick = 0;
  for (let lies = 0; lies < i; lies++) {
    stick +=
      Math.exp(logBinomialPmf(lies, count, lieProbability(epsilon))) * -Math.expm1(-2 * (i - lies) * epsilon);
  }
  return stick - Math.expm1(count * Math.log1p(-delta)) * (1 - stick);
}

/** sup P(S) - e^epsilon Q(S) of independent randomized responses with these epsilons. */
function hockeyStick(uses: readonly GuaranteeUse[], epsilon: number): number {
  let sums: Loss[] = [{ loss: 0, mass: 1 }];
  for (const use of uses) {
    const next: Loss[] = [];
    for (let lies = 0; lies <= use.count; lies++) {
      const mass = Math.exp(logBinomialPmf(lies, use.count, lieProbability(use.epsilon)));
      const loss = (use.count - 2 * lies) * use.epsilon;
      for (const sum of sums) next.push({ loss: sum.loss + loss, mass: sum.mass * mass });
    }
    sums = next;
  }
  return sums.reduce(
    (stick, { loss, mass }) => (loss > epsilon ? stick + mass * -Math.expm1(epsilon - loss) : stick),
    0
  );
}

function lieProbability(epsilon: number): number {
  return 1 / (1 + Math.exp(epsilon));
}

/** A total that is met but for the rounding of the sum counts as met. */
function allowed(delta: number): number {
  return delta * (1 + 10 * SLACK);
}

function requireUse({ epsilon, delta, count }: GuaranteeUse): void {
  requireProbability('delta', delta);
  requireCount('count', count);
  if (!(epsilon >= 0)) throw new RangeError(`epsilon must not be negative, is ${epsilon}`);
}
