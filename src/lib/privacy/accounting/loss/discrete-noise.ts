import { requireCount, requirePositive, requireProbability } from '../directed.ts';
import { FinitePair } from './finite.ts';
import { type Direction, type LossPair, type Outcome, type PrivateMechanism, mechanismOf } from './pair.ts';
import { type Shifts, shiftsOf } from './shifts.ts';

/** Noise on the integers with P(x) proportional to e^(-a |x|), on a value that one person moves by a whole number. */
export interface DiscreteLaplaceNoise {
  a: number;
  sensitivity?: number;
}

/** Noise on the integers with P(x) proportional to e^(-x^2 / 2 sigma^2) (Canonne, Kamath, Steinke 2020). */
export interface DiscreteGaussianNoise {
  sigma: number;
  sensitivity?: number;
  /**
   * Outputs are cut to [-T, T] and renormalised. What one input reaches and the other cannot then counts as delta.
   * Without it the distribution goes on until probabilities underflow.
   */
  truncationBound?: number;
}

/** The discrete Laplace (geometric) mechanism, each person taken with the given probability. */
export function discreteLaplaceMechanism(
  noise: DiscreteLaplaceNoise,
  relation: 'add-remove' | 'replace' = 'add-remove',
  samplingProbability = 1
): PrivateMechanism {
  return mechanismOf(relation, samplingProbability, (direction) =>
    discreteLaplacePair(noise, direction, samplingProbability)
  );
}

/** The discrete Gaussian mechanism on one coordinate, each person taken with the given probability. */
export function discreteGaussianMechanism(
  noise: DiscreteGaussianNoise,
  relation: 'add-remove' | 'replace' = 'add-remove',
  samplingProbability = 1
): PrivateMechanism {
  return mechanismOf(relation, samplingProbability, (direction) =>
    discreteGaussianPair(noise, direction, samplingProbability)
  );
}

/** One direction of the Poisson-subsampled discrete Laplace mechanism. With `replace` the inputs lie at +s and -s. */
export function discreteLaplacePair(
  { a, sensitivity = 1 }: DiscreteLaplaceNoise,
  direction: Direction,
  samplingProbability = 1
): LossPair {
  requirePositive('a', a);
  requireSampling(sensitivity, samplingProbability);
  const shifts = shiftsOf(direction, sensitivity, samplingProbability);
  const from = Math.min(...shifts.centres);
  const to = Math.max(...shifts.centres);
  const zero = Math.tanh(a / 2);
  const tail = 1 / (1 + Math.exp(-a));
  // Outside of the centres the ratio stays as it is: each of the two tails is one outcome, and nothing is cut off.
  const mass = (x: number, centre: number) =>
    (x === from || x === to ? tail : zero) * Math.exp(-a * Math.abs(x - centre));
  const apart = direction === 'replace' ? 2 * sensitivity : sensitivity;
  // Losses are a (2x - apart).
  const lattice = samplingProbability === 1 ? a * (apart % 2 === 0 ? 2 : 1) : undefined;
  return new FinitePair(outcomes(shifts, from, to, mass), lattice);
}

/** One direction of the Poisson-subsampled discrete Gaussian mechanism. With `replace` the inputs lie at +s and -s. */
export function discreteGaussianPair(
  { sigma, sensitivity = 1, truncationBound }: DiscreteGaussianNoise,
  direction: Direction,
  samplingProbability = 1
): LossPair {
  requirePositive('sigma', sigma);
  requireSampling(sensitivity, samplingProbability);
  // e^(-x^2 / 2 sigma^2) underflows at 38.6 sigma.
  const bound = truncationBound ?? Math.ceil(40 * sigma);
  requireCount('truncationBound', bound);
  const weight = (x: number) => (Math.abs(x) > bound ? 0 : Math.exp((-x * x) / (2 * sigma * sigma)));
  let total = 1;
  for (let x = bound; x > 0; x--) total += 2 * weight(x);
  const shifts = shiftsOf(direction, sensitivity, samplingProbability);
  const from = Math.min(...shifts.centres) - bound;
  const to = Math.max(...shifts.centres) + bound;
  return new FinitePair(outcomes(shifts, from, to, (x, centre) => weight(x - centre) / total));
}

function outcomes(
  { centres, p, q }: Shifts,
  from: number,
  to: number,
  mass: (x: number, centre: number) => number
): Outcome[] {
  const list: Outcome[] = [];
  for (let x = from; x <= to; x++) {
    const masses = centres.map((centre) => mass(x, centre));
    const sum = (weights: readonly number[]) =>
      masses.reduce((total, value, j) => total + value * (weights[j] ?? 0), 0);
    list.push({ p: sum(p), q: sum(q) });
  }
  return list;
}

function requireSampling(sensitivity: number, samplingProbability: number): void {
  requireCount('sensitivity', sensitivity);
  requireProbability('samplingProbability', samplingProbability);
  requirePositive('samplingProbability', samplingProbability);
}
