import { epsilonBeforeSampling } from '../amplification.ts';
import type { Guarantee } from '../composition.ts';
import { SLACK, requireCount, requirePositive, roundUp } from '../directed.ts';
import { discreteLaplaceMechanism } from '../loss/discrete-noise.ts';
import { laplaceMechanism } from '../loss/laplace.ts';
import type { PrivateMechanism } from '../loss/pair.ts';
import { composedDelta } from '../pld/accountant.ts';
import { firstWhere } from '../../special/search.ts';

/** What is asked for. Without sampling and with one use, both may be left out. */
export interface LaplaceDemand extends Guarantee {
  /** How much one person moves the value: the sum of moves, L1. */
  sensitivity?: number;
  /** The probability with which each person is taken. */
  samplingProbability?: number;
  /** How many such queries compose. */
  count?: number;
}

/**
 * The smallest Laplace scale b that makes one query epsilon-DP after Poisson subsampling: sensitivity / ln(1 +
 * (e^epsilon - 1) / q). Add-remove. Rounded up.
 */
export function pureLaplaceScale(epsilon: number, sensitivity = 1, samplingProbability = 1): number {
  requirePositive('epsilon', epsilon);
  requirePositive('sensitivity', sensitivity);
  return roundUp(sensitivity / epsilonBeforeSampling(epsilon, samplingProbability));
}

/**
 * The smallest Laplace scale b with which `count` queries compose to (epsilon, delta)-DP, by upper bounds of privacy
 * loss distributions. Add-remove. Rounded up by at most 1e-6 of it, and what the bounds leave.
 */
export function laplaceScale(demand: LaplaceDemand): number {
  const { epsilon, sensitivity = 1, samplingProbability = 1, count = 1 } = demand;
  requireCount('count', count);
  const sure = pureLaplaceScale(epsilon / count, sensitivity, samplingProbability);
  return smallestScale(demand, sure, (b) =>
    laplaceMechanism({ b, l1Sensitivity: sensitivity }, 'add-remove', samplingProbability)
  );
}

/**
 * The largest parameter a of discrete Laplace noise, P(x) proportional to e^(-a |x|), with which `count` queries
 * compose to (epsilon, delta)-DP; `sensitivity` is a whole number. Add-remove. Rounded down as `laplaceScale` is up.
 */
export function discreteLaplaceParameter(demand: LaplaceDemand): number {
  const { epsilon, sensitivity = 1, samplingProbability = 1, count = 1 } = demand;
  requireCount('count', count);
  const sure = pureLaplaceScale(epsilon / count, sensitivity, samplingProbability);
  const scale = smallestScale(demand, sure, (t) =>
    discreteLaplaceMechanism({ a: 1 / t, sensitivity }, 'add-remove', samplingProbability)
  );
  return (1 - SLACK) / scale;
}

/** @param sure a scale that gives epsilon without any delta. */
function smallestScale(
  { epsilon, delta, count = 1 }: LaplaceDemand,
  sure: number,
  mechanismOf: (scale: number) => PrivateMechanism
): number {
  if (delta === 0) return sure;
  const holds = (scale: number) => {
    const mechanism = mechanismOf(scale);
    if (count === 1) return Math.max(...mechanism.pairs.map((pair) => pair.delta(epsilon))) <= delta;
    return composedDelta([{ mechanism, count }], epsilon).upper <= delta;
  };
  let low = sure / 2;
  let high = sure;
  while (holds(low)) {
    high = low;
    low /= 2;
  }
  return firstWhere(holds, low, high, 1e-6);
}
