import type { Guarantee } from './composition.ts';
import { requirePositive, requireProbability, roundUp } from './directed.ts';

/**
 * Amplification by Poisson subsampling: a mechanism that is (epsilon, delta)-DP for adding or removing a person is
 * (ln(1 + q (e^epsilon - 1)), q delta)-DP when each person is taken with probability q (Balle, Barthe, Gaboardi 2018,
 * Theorem 8). Add-remove relation. Rounded up.
 */
export function poissonAmplified({ epsilon, delta }: Guarantee, samplingProbability: number): Guarantee {
  requireProbability('samplingProbability', samplingProbability);
  const q = samplingProbability;
  const amplified = epsilon > 700 ? epsilon + Math.log(q) : Math.log1p(q * Math.expm1(epsilon));
  return { epsilon: Math.min(epsilon, roundUp(amplified)), delta: Math.min(1, roundUp(q * delta)) };
}

/** The largest epsilon before subsampling that gives the stated one after it: ln(1 + (e^epsilon - 1) / q). */
export function epsilonBeforeSampling(epsilon: number, samplingProbability: number): number {
  requireProbability('samplingProbability', samplingProbability);
  requirePositive('samplingProbability', samplingProbability);
  const q = samplingProbability;
  return epsilon > 700 ? epsilon - Math.log(q) : Math.log1p(Math.expm1(epsilon) / q);
}
