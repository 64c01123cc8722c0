import { requirePositive, requireProbability, roundUp } from '../directed.ts';
import { logChoose } from '../../special/binomial.ts';
import { logAdd, logMix, logSubtract } from '../../special/log-space.ts';
import { gaussianRenyi, type RenyiCurve } from './curves.ts';

/** A Renyi curve rounded up also keeps off what its sum or quadrature may lose, relative to the divergence. */
const QUADRATURE_SLACK = 1e-11;

/**
 * The Poisson-subsampled Gaussian mechanism, add-remove: ln(A) / (a - 1) with A = E (1 - q + q N(1, sigma^2) /
 * N(0, sigma^2))^a under N(0, sigma^2), sigma in units of the sensitivity (Mironov, Talwar, Zhang 2019, Theorems 4
 * and 5: removal is the worse direction). Whole orders by the binomial sum, others by quadrature. Rounded up.
 */
export function subsampledGaussianRenyi(sigma: number, samplingProbability: number): RenyiCurve {
  requirePositive('sigma', sigma);
  requireProbability('samplingProbability', samplingProbability);
  const q = samplingProbability;
  if (q === 0) return () => 0;
  if (q === 1) return gaussianRenyi(sigma);
  return (order) => {
    if (order === Infinity) return Infinity;
    if (!(order >= 1)) throw new RangeError(`the order must be at least 1, not ${order}`);
    // Divergences grow with the order, so a slightly larger one bounds order 1, where the formula divides by 0.
    const a = Math.max(order, 1 + 1e-6);
    const excess = Number.isInteger(a) ? logExcessOfWholeOrder(sigma, q, a) : logExcess(sigma, q, a);
    return roundUp((logAdd(0, excess) / (a - 1)) * (1 + QUADRATURE_SLACK));
  };
}

/**
 * ln(A - 1) for a whole order: in sum_k C(a, k) (1 - q)^(a-k) q^k e^((k^2 - k) / 2 sigma^2) the coefficients alone sum
 * to 1, so A - 1 is the sum with e^x - 1 in place of e^x, and a small divergence keeps its digits.
 */
function logExcessOfWholeOrder(sigma: number, q: number, order: number): number {
  let sum = -Infinity;
  for (let k = 2; k <= order; k++) {
    const exponent = (k * (k - 1)) / (2 * sigma * sigma);
    const coefficient = logChoose(order, k) + (order - k) * Math.log1p(-q) + k * Math.log(q);
    sum = logAdd(sum, coefficient + exponent + Math.log(-Math.expm1(-exponent)));
  }
  return sum;
}

/**
 * ln(A - 1) for any order: the integral of ((1 + y)^a - 1 - a y) N(0, sigma^2), y = q (e^u - 1), the last two terms of
 * which integrate to 1 because the likelihood ratio e^u has mean 1. The integrand is positive and analytic, so that
 * the trapezoidal rule converges geometrically: with the steps chosen here to 1e-14.
 */
function logExcess(sigma: number, q: number, order: number): number {
  const step = Math.min(sigma / 4, (sigma * sigma) / 2);
  const from = -12 * sigma;
  const to = order + 12 * sigma;
  let high = -Infinity;
  let sum = 0;
  for (let z = from; z <= to; z += step) {
    const u = (2 * z - 1) / (2 * sigma * sigma);
    const term = logRemainder(q, order, u) - (z * z) / (2 * sigma * sigma);
    if (term > high) {
      sum = sum * Math.exp(high - term) + 1;
      high = term;
    } else {
      sum += Math.exp(term - high);
    }
  }
  return high + Math.log((sum * step) / (sigma * Math.sqrt(2 * Math.PI)));
}

/** ln((1 + y)^a - 1 - a y) for y = q (e^u - 1). */
function logRemainder(q: number, a: number, u: number): number {
  const y = q * Math.expm1(u);
  if (Math.abs(y) < 1e-2 / a) {
    // Taylor's series from the square on, without the cancellation.
    let term = (a * (a - 1) * y * y) / 2;
    let sum = term;
    for (let k = 3; k < 12; k++) {
      term *= ((a - k + 1) * y) / k;
      sum += term;
    }
    return Math.log(sum);
  }
  const power = a * logMix(q, u);
  const line = 1 + a * y;
  if (line <= 0) return logAdd(power, Math.log(-line));
  return logSubtract(power, line < Infinity ? Math.log(line) : Math.log(a * q) + u);
}
