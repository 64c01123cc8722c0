import { probabilityUp, requirePositive, roundUp } from './directed.ts';
import { lowest } from '../special/search.ts';

/**
 * rho of the Gaussian mechanism, discrete or not: l2Sensitivity^2 / 2 sigma^2 (Bun and Steinke 2016, Proposition 1.6;
 * Canonne, Kamath, Steinke 2020, Theorem 4). For any relation with that sensitivity. Rounded up.
 */
export function gaussianRho(sigma: number, l2Sensitivity = 1): number {
  requirePositive('sigma', sigma);
  return roundUp((l2Sensitivity * l2Sensitivity) / (2 * sigma * sigma));
}

/** rho of an epsilon-DP mechanism: epsilon^2 / 2 (Bun and Steinke 2016, Proposition 1.4). Rounded up. */
export function pureRho(epsilon: number): number {
  return roundUp((epsilon * epsilon) / 2);
}

/** rho-zCDP adds up, adaptively too (Bun and Steinke 2016, Lemma 1.7). Rounded up. */
export function composedRho(rhos: readonly number[]): number {
  return roundUp(rhos.reduce((sum, rho) => sum + rho, 0));
}

/**
 * The delta of rho-zCDP at an epsilon: inf over orders a > 1 of e^((a - 1) (a rho - epsilon)) (1 - 1/a)^a / (a - 1)
 * (Canonne, Kamath, Steinke 2020, Corollary 13). Rounded up.
 */
export function zcdpDelta(rho: number, epsilon: number): number {
  if (rho === 0) return 0;
  const log = (x: number) => {
    const above = Math.exp(x);
    const order = 1 + above;
    return above * (order * rho - epsilon) + order * Math.log(above / order) - x;
  };
  return probabilityUp(Math.exp(roundUp(log(lowest(log, -40, 60)))));
}

/**
 * The epsilon of rho-zCDP at a delta: inf over orders a > 1 of a rho + ln(1 - 1/a) - ln(delta a) / (a - 1), which is
 * the same bound solved for epsilon. At least 0; rounded up.
 */
export function zcdpEpsilon(rho: number, delta: number): number {
  if (rho === 0) return 0;
  if (delta === 0) return Infinity;
  const bound = (x: number) => {
    const above = Math.exp(x);
    const order = 1 + above;
    return order * rho + Math.log(above / order) - Math.log(delta * order) / above;
  };
  return roundUp(Math.max(0, bound(lowest(bound, -40, 60))));
}
