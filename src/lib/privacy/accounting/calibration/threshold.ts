import { requireCount, requirePositive, roundUp } from '../directed.ts';
import { normalQuantile } from '../../special/normal.ts';

/** How many partitions one person is in at most, and by how much they move the count of each. */
export interface PartitionBounds {
  l0Sensitivity: number;
  lInfSensitivity: number;
}

/**
 * With Laplace noise of scale b = l0 lInf / epsilon, releasing only partitions whose noisy count exceeds this hides
 * with probability 1 - delta that a person was alone in theirs: lInf + b ln(1 / (2 delta')) with delta' =
 * 1 - (1 - delta)^(1 / l0) (Wilson et al. 2020, Section 4). Add-remove. Rounded up.
 */
export function laplaceThreshold(
  { l0Sensitivity, lInfSensitivity }: PartitionBounds,
  epsilon: number,
  delta: number
): number {
  requirePositive('epsilon', epsilon);
  const each = eachDelta(delta, l0Sensitivity);
  const b = (l0Sensitivity * lInfSensitivity) / epsilon;
  const quantile = each <= 0.5 ? -Math.log(2 * each) : Math.log(2 - 2 * each);
  return roundUp(lInfSensitivity + b * quantile, lInfSensitivity + b * (1 + Math.abs(quantile)));
}

/** The same with Gaussian noise: lInf + sigma times the normal quantile of 1 - delta'. Rounded up. */
export function gaussianThreshold(
  { l0Sensitivity, lInfSensitivity }: PartitionBounds,
  sigma: number,
  delta: number
): number {
  requirePositive('sigma', sigma);
  const quantile = -normalQuantile(eachDelta(delta, l0Sensitivity));
  return roundUp(lInfSensitivity + sigma * quantile, lInfSensitivity + sigma * (1 + Math.abs(quantile)));
}

/** The same with discrete Laplace noise, P(x) proportional to e^(-a |x|): the least whole number that will do. */
export function discreteLaplaceThreshold(
  { l0Sensitivity, lInfSensitivity }: PartitionBounds,
  a: number,
  delta: number
): number {
  requirePositive('a', a);
  requireCount('lInfSensitivity', lInfSensitivity);
  const each = eachDelta(delta, l0Sensitivity);
  // P(X >= k) = e^(-a k) / (1 + e^-a) for k >= 1.
  const least = -Math.log(each * (1 + Math.exp(-a))) / a;
  return lInfSensitivity + Math.max(0, Math.ceil(roundUp(least)) - 1);
}

/** The share of delta that each of a person's partitions may use. */
function eachDelta(delta: number, l0Sensitivity: number): number {
  requireCount('l0Sensitivity', l0Sensitivity);
  if (!(delta > 0 && delta < 1)) throw new RangeError(`delta must lie between 0 and 1, not ${delta}`);
  return -Math.expm1(Math.log1p(-delta) / l0Sensitivity);
}
