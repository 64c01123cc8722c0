import { SLACK, probabilityUp, requirePositive, requireProbability } from '../directed.ts';
import { erfcx, expMinusSquare } from '../../special/erfc.ts';
import { logMix } from '../../special/log-space.ts';
import { normalInterval, normalQuantile, normalTail } from '../../special/normal.ts';
import { type MonotoneNoise, MonotonePair } from './monotone.ts';
import { type Direction, type LossPair, type PrivateMechanism, mechanismOf } from './pair.ts';
import { shiftsOf, unmix } from './shifts.ts';

/** N(0, sigma^2) noise on a value that one person moves by at most l2Sensitivity (Euclidean norm). */
export interface GaussianNoise {
  sigma: number;
  l2Sensitivity?: number;
}

/**
 * The smallest delta for which the Gaussian mechanism is (epsilon, delta)-DP: Phi(m/2 - epsilon/m) -
 * e^epsilon Phi(-m/2 - epsilon/m) with m = l2Sensitivity / sigma (Balle and Wang 2018, Theorem 8). For every
 * relation under which the sensitivity is as stated; any real epsilon. Rounded up.
 */
export function gaussianDelta({ sigma, l2Sensitivity = 1 }: GaussianNoise, epsilon: number): number {
  requirePositive('sigma', sigma);
  requirePositive('l2Sensitivity', l2Sensitivity);
  const m = l2Sensitivity / sigma;
  const near = epsilon / m - m / 2;
  const far = epsilon / m + m / 2;
  if (near <= 0) {
    const p = normalTail(near);
    // e^epsilon e^(-far^2/2) = e^(-near^2/2): the product neither overflows nor underflows before it must.
    const q =
      far > 0
        ? 0.5 * expMinusSquare(near, 0.5) * erfcx(far * Math.SQRT1_2)
        : Math.exp(epsilon) * normalTail(far);
    return probabilityUp(p - q, p);
  }
  return Math.max(probabilityUp(Math.exp(logGaussianDelta(near, far))), Number.MIN_VALUE);
}

/**
 * ln delta for near > 0: with the common factor e^(-near^2/2) taken out, only the scaled tails differ. Rounded up.
 */
function logGaussianDelta(near: number, far: number): number {
  const high = erfcx(near * Math.SQRT1_2);
  const low = erfcx(far * Math.SQRT1_2);
  return -0.5 * near * near * (1 - SLACK) + Math.log(0.5 * (high - low + SLACK * high));
}

/** The Gaussian mechanism, each person taken with the given probability; add or remove a person, or replace one. */
export function gaussianMechanism(
  noise: GaussianNoise,
  relation: 'add-remove' | 'replace' = 'add-remove',
  samplingProbability = 1
): PrivateMechanism {
  return mechanismOf(relation, samplingProbability, (direction) =>
    gaussianPair(noise, direction, samplingProbability)
  );
}

/** One direction of the Poisson-subsampled Gaussian mechanism. With `replace` each input has a person: at +s, at -s. */
export function gaussianPair(
  { sigma, l2Sensitivity = 1 }: GaussianNoise,
  direction: Direction,
  samplingProbability = 1
): LossPair {
  requirePositive('sigma', sigma);
  requirePositive('l2Sensitivity', l2Sensitivity);
  requireProbability('samplingProbability', samplingProbability);
  requirePositive('samplingProbability', samplingProbability);
  // In units of sigma, so that the noise is standard normal.
  const s = l2Sensitivity / sigma;
  const q = samplingProbability;
  if (q === 1 && direction !== 'replace') return plainPair(s);
  const shifts = shiftsOf(direction, s, q);
  const loss = (x: number): number => {
    if (direction === 'remove') return logMix(q, s * (x - s / 2));
    if (direction === 'add') return -logMix(q, -s * (x + s / 2));
    return logMix(q, s * (x - s / 2)) - logMix(q, -s * (x + s / 2));
  };
  const outputAt = (wanted: number): number => {
    if (direction === 'replace') return replaceOutputAt(s, q, wanted);
    const ratio = unmix(direction, q, wanted) / s;
    return direction === 'remove' ? ratio + s / 2 : ratio - s / 2;
  };
  return new MonotonePair({
    ...shifts,
    tail: normalTail,
    interval: normalInterval,
    outputAt,
    ends: endsOf(shifts.centres, loss),
    supremum: direction === 'add' ? -Math.log1p(-q) : Infinity,
    flat: false
  });
}

function endsOf(centres: readonly number[], loss: (x: number) => number): MonotoneNoise['ends'] {
  return (tail) => {
    const reach = -normalQuantile(tail);
    const from = Math.min(...centres) - reach;
    const to = Math.max(...centres) + reach;
    return { from, to, least: loss(from), most: loss(to) };
  };
}

/** Without sampling the closed form is at hand, and more exact far out. */
function plainPair(s: number): LossPair {
  const shifts = shiftsOf('remove', s, 1);
  const pair = new MonotonePair({
    ...shifts,
    tail: normalTail,
    interval: normalInterval,
    outputAt: (loss) => loss / s + s / 2,
    ends: endsOf(shifts.centres, (x) => s * (x - s / 2)),
    supremum: Infinity,
    flat: false
  });
  return {
    range: pair.range,
    supremum: Infinity,
    delta: (epsilon) => gaussianDelta({ sigma: 1, l2Sensitivity: s }, epsilon),
    cells: (interval, tail) => pair.cells(interval, tail)
  };
}

/**
 * Where (1 - q + q a y) / (1 - q + q a / y) = e^loss, with y = e^(s x) and a = e^(-s^2 / 2): a quadratic in y, solved
 * through logs because y and a leave the range of numbers when sigma is small.
 */
function replaceOutputAt(s: number, q: number, loss: number): number {
  if (q === 1) return loss / (2 * s);
  // The loss is odd in x.
  if (loss < 0) return -replaceOutputAt(s, q, -loss);
  // e^loss is beyond all numbers, and so is everything but the largest powers of y.
  if (loss > 700) return (loss + Math.log1p(-q) - Math.log(q)) / s + s / 2;
  const half = (1 - q) * Math.expm1(loss);
  const cross = 2 * q * Math.exp(loss / 2 - (s * s) / 2);
  const root = Math.log(half + Math.hypot(half, cross)) - Math.log(2 * q) + (s * s) / 2;
  // Both terms underflow together at loss 0 only.
  return half === 0 && cross === 0 ? 0 : root / s;
}
