import type { Guarantee } from '../composition.ts';
import { requireCount, requirePositive } from '../directed.ts';
import { gaussianDelta } from '../loss/gaussian.ts';
import { firstWhere } from '../../special/search.ts';

/**
 * Analytic Gaussian calibration: the smallest sigma for which noise on a value of this l2Sensitivity is
 * (epsilon, delta)-DP (Balle and Wang 2018, Algorithm 1, solved by bisection on the exact delta). Rounded up.
 */
export function gaussianSigma({ epsilon, delta }: Guarantee, l2Sensitivity = 1): number {
  if (!(epsilon >= 0)) throw new RangeError(`epsilon must not be negative, is ${epsilon}`);
  if (!(delta > 0 && delta < 1)) throw new RangeError(`delta must lie between 0 and 1, not ${delta}`);
  const holds = (sigma: number) => gaussianDelta({ sigma, l2Sensitivity }, epsilon) <= delta;
  let high = l2Sensitivity;
  while (!holds(high)) high *= 2;
  let low = high / 2;
  while (low > 0 && holds(low)) low /= 2;
  return firstWhere(holds, low, high);
}

/** The Euclidean sensitivity of a sum to which one person adds at most lInf in each of at most l0 coordinates. */
export function l2Sensitivity(l0: number, lInf: number): number {
  requireCount('l0', l0);
  requirePositive('lInf', lInf);
  return Math.sqrt(l0) * lInf * (1 + Number.EPSILON);
}

/**
 * The smallest epsilon at which independent Gaussian mechanisms together are (epsilon, delta)-DP: they are one with
 * the sum of (sensitivity / sigma)^2 (Dong, Roth, Su 2022, Corollary 3.3). Rounded up.
 */
export function composedGaussianEpsilon(
  uses: readonly { sigma: number; l2Sensitivity?: number; count?: number }[],
  delta: number
): number {
  const squares = uses.reduce(
    (sum, { sigma, l2Sensitivity: s = 1, count = 1 }) => sum + count * (s / sigma) ** 2,
    0
  );
  const sigma = (1 - Number.EPSILON * 4) / Math.sqrt(squares);
  const holds = (epsilon: number) => gaussianDelta({ sigma }, epsilon) <= delta;
  if (holds(0)) return 0;
  let high = 1;
  while (!holds(high)) high *= 2;
  return firstWhere(holds, 0, high);
}
