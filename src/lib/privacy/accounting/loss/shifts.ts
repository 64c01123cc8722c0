import { inverseLogMix } from '../../special/log-space.ts';
import type { Direction } from './pair.ts';

/**
 * One person's part in the true value, taken with probability q: P and Q are mixtures of the same noise around a few
 * centres, arranged so that the loss never falls as the output grows.
 */
export interface Shifts {
  centres: readonly number[];
  p: readonly number[];
  q: readonly number[];
}

/**
 * REMOVE is D(mixture || base), ADD is D(base || mixture), mirrored so that the loss grows, and REPLACE
 * D(mixture at +s || mixture at -s) (Zhu, Dong, Wang 2022).
 */
export function shiftsOf(direction: Direction, sensitivity: number, samplingProbability: number): Shifts {
  const [taken, left] = [samplingProbability, 1 - samplingProbability];
  switch (direction) {
    case 'remove':
      return { centres: [0, sensitivity], p: [left, taken], q: [1, 0] };
    case 'add':
      return { centres: [-sensitivity, 0], p: [0, 1], q: [taken, left] };
    case 'replace':
      return { centres: [-sensitivity, 0, sensitivity], p: [0, left, taken], q: [taken, left, 0] };
  }
}

/** The log of the ratio of the noise at the two centres for which the mixture has the given loss. */
export function unmix(direction: 'remove' | 'add', samplingProbability: number, loss: number): number {
  return direction === 'remove'
    ? inverseLogMix(samplingProbability, loss)
    : -inverseLogMix(samplingProbability, -loss);
}
