import { requirePositive } from '../directed.ts';
import { firstWhere } from '../../special/search.ts';

/** P(|X| >= accuracy) of discrete Laplace noise with P(x) proportional to e^(-|x| / t): 2 e^(-k/t) / (1 + e^(-1/t)). */
export function discreteLaplaceTail(t: number, accuracy: number): number {
  const k = Math.ceil(accuracy);
  return k <= 0 ? 1 : (2 * Math.exp(-k / t)) / (1 + Math.exp(-1 / t));
}

/** P(|X| >= accuracy) of the discrete Gaussian with P(x) proportional to e^(-x^2 / 2 sigma^2). */
export function discreteGaussianTail(sigma: number, accuracy: number): number {
  const k = Math.ceil(accuracy);
  if (k <= 0) return 1;
  const weight = (x: number) => Math.exp((-x * x) / (2 * sigma * sigma));
  const last = k + Math.ceil(40 * sigma);
  let outside = 0;
  for (let x = last; x >= k; x--) outside += weight(x);
  let inside = 0;
  for (let x = Math.min(k - 1, last); x >= 1; x--) inside += weight(x);
  return (2 * outside) / (1 + 2 * (inside + outside));
}

/**
 * The scale t of discrete Laplace noise that is off by `accuracy` (a whole number from 1 on) or more with probability
 * alpha: the largest one that keeps to it.
 */
export function discreteLaplaceScaleForAccuracy(accuracy: number, alpha: number): number {
  return largestScale((t) => discreteLaplaceTail(t, accuracy), accuracy, alpha);
}

/** The sigma of the discrete Gaussian that is off by `accuracy` or more with probability alpha: the largest such one. */
export function discreteGaussianScaleForAccuracy(accuracy: number, alpha: number): number {
  return largestScale((sigma) => discreteGaussianTail(sigma, accuracy), accuracy, alpha);
}

function largestScale(tail: (scale: number) => number, accuracy: number, alpha: number): number {
  requirePositive('accuracy', accuracy);
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha must lie between 0 and 1, not ${alpha}`);
  const exceeds = (scale: number) => tail(scale) > alpha;
  let high = accuracy;
  while (!exceeds(high)) high *= 2;
  let low = high / 2;
  while (exceeds(low)) low /= 2;
  // One unit of the search down from the first scale that is too large.
  return firstWhere(exceeds, low, high, 1e-14) * (1 - 2e-14);
}
