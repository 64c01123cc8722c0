import { requirePositive, requireProbability } from '../directed.ts';
import { inverseLogMix, logMix } from '../../special/log-space.ts';
import { MonotonePair } from './monotone.ts';
import { type Direction, type LossPair, type PrivateMechanism, mechanismOf } from './pair.ts';
import { shiftsOf, unmix } from './shifts.ts';

/** Noise with density e^(-|x|/b) / 2b on a value that one person moves by at most l1Sensitivity (sum of moves). */
export interface LaplaceNoise {
  b: number;
  l1Sensitivity?: number;
}

/**
 * The Laplace mechanism, each person taken with the given probability; add or remove a person, or replace one. Its
 * worst pair shifts one coordinate by the whole sensitivity.
 */
export function laplaceMechanism(
  noise: LaplaceNoise,
  relation: 'add-remove' | 'replace' = 'add-remove',
  samplingProbability = 1
): PrivateMechanism {
  return mechanismOf(relation, samplingProbability, (direction) =>
    laplacePair(noise, direction, samplingProbability)
  );
}

/** One direction of the Poisson-subsampled Laplace mechanism. With `replace` each input has a person: at +s, at -s. */
export function laplacePair(
  { b, l1Sensitivity = 1 }: LaplaceNoise,
  direction: Direction,
  samplingProbability = 1
): LossPair {
  requirePositive('b', b);
  requirePositive('l1Sensitivity', l1Sensitivity);
  requireProbability('samplingProbability', samplingProbability);
  requirePositive('samplingProbability', samplingProbability);
  // In units of b, so that the density is e^(-|x|) / 2.
  const s = l1Sensitivity / b;
  const q = samplingProbability;
  const shifts = shiftsOf(direction, s, q);
  const [least, most] = lossRange(direction, s, q);
  const outputAt = (loss: number): number => {
    if (loss >= most) return Infinity;
    if (loss < least) return -Infinity;
    if (direction === 'replace') return replaceOutputAt(s, q, loss);
    const ratio = unmix(direction, q, loss);
    return direction === 'remove' ? (ratio + s) / 2 : (ratio - s) / 2;
  };
  return new MonotonePair(
    {
      ...shifts,
      tail: laplaceTail,
      interval: laplaceInterval,
      outputAt,
      ends: () => ({ from: Math.min(...shifts.centres), to: Math.max(...shifts.centres), least, most }),
      supremum: most,
      flat: true
    },
    // The two outermost losses carry half the probability and more: a grid through them loses nothing there.
    direction === 'replace' || q === 1 ? most : undefined
  );
}

function lossRange(direction: Direction, s: number, q: number): [number, number] {
  switch (direction) {
    case 'remove':
      return [logMix(q, -s), logMix(q, s)];
    case 'add':
      return [-logMix(q, s), -logMix(q, -s)];
    case 'replace': {
      const most = logMix(q, s) - logMix(q, -s);
      return [-most, most];
    }
  }
}

/** For 0 <= x <= s the loss is ln(1 - q + q e^(2x - s)) - ln(1 - q + q e^-s), and it is odd in x. */
function replaceOutputAt(s: number, q: number, loss: number): number {
  if (loss < 0) return -replaceOutputAt(s, q, -loss);
  return (inverseLogMix(q, loss + logMix(q, -s)) + s) / 2;
}

function laplaceTail(x: number): number {
  return x > 0 ? 0.5 * Math.exp(-x) : 1 - 0.5 * Math.exp(x);
}

function laplaceInterval(a: number, b: number): number {
  if (a >= 0) return -0.5 * Math.exp(-a) * Math.expm1(a - b);
  if (b <= 0) return -0.5 * Math.exp(b) * Math.expm1(a - b);
  return -0.5 * (Math.expm1(a) + Math.expm1(-b));
}
