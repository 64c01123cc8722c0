import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Direction,
  type LossPair,
  discreteGaussianPair,
  discreteLaplacePair,
  fromNoise,
  gaussianDelta,
  gaussianPair,
  laplacePair,
  poissonAmplified,
  randomizedResponse,
  randomizedResponseEpsilon,
  rapporPermanentEpsilon
} from '../../../../src/lib/privacy/accounting/index.ts';

const DIRECTIONS: Direction[] = ['remove', 'add', 'replace'];
const EPSILONS = [-2, -0.25, 0, 0.1, 0.5, 1, 3];

/** The densities of P and Q at x for noise with this density, by the definition of each direction. */
function densities(direction: Direction, noise: (x: number) => number, s: number, q: number) {
  const base = noise;
  const up = (x: number) => (1 - q) * noise(x) + q * noise(x - s);
  const down = (x: number) => (1 - q) * noise(x) + q * noise(x + s);
  if (direction === 'remove') return { p: up, q: base };
  return direction === 'add' ? { p: base, q: up } : { p: up, q: down };
}

/** Midpoint rule for the integral of max(0, p - e^epsilon q). */
function integrated(
  pair: { p: (x: number) => number; q: (x: number) => number },
  epsilon: number,
  reach: number,
  steps = 40_000
): number {
  const width = (2 * reach) / steps;
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    const x = -reach + (i + 0.5) * width;
    sum += Math.max(0, pair.p(x) - Math.exp(epsilon) * pair.q(x));
  }
  return sum * width;
}

describe('closed forms of delta agree with the integral or sum that they stand for', () => {
  const cases = DIRECTIONS.flatMap((direction) => [0.05, 0.7, 1].map((q) => [direction, q] as const));

  it.each(cases)('Gaussian, %s, sampled with probability %d', (direction, q) => {
    const sigma = 0.8;
    const density = (x: number) =>
      Math.exp((-x * x) / (2 * sigma * sigma)) / (sigma * Math.sqrt(2 * Math.PI));
    const pair = gaussianPair({ sigma, l2Sensitivity: 1.2 }, direction, q);
    for (const epsilon of EPSILONS) {
      expect(pair.delta(epsilon)).toBeCloseTo(
        integrated(densities(direction, density, 1.2, q), epsilon, 12),
        7
      );
    }
  });

  it.each(cases)('Laplace, %s, sampled with probability %d', (direction, q) => {
    const b = 0.7;
    const density = (x: number) => Math.exp(-Math.abs(x) / b) / (2 * b);
    const pair = laplacePair({ b, l1Sensitivity: 1.1 }, direction, q);
    for (const epsilon of EPSILONS) {
      expect(pair.delta(epsilon)).toBeCloseTo(
        integrated(densities(direction, density, 1.1, q), epsilon, 30),
        6
      );
    }
  });

  const summed = (
    direction: Direction,
    mass: (x: number) => number,
    s: number,
    q: number,
    epsilon: number
  ) => {
    const pair = densities(direction, mass, s, q);
    let sum = 0;
    for (let x = -400; x <= 400; x++) sum += Math.max(0, pair.p(x) - Math.exp(epsilon) * pair.q(x));
    return sum;
  };

  it.each(cases)('discrete Laplace, %s, sampled with probability %d', (direction, q) => {
    const a = 0.3;
    const mass = (x: number) => Math.tanh(a / 2) * Math.exp(-a * Math.abs(x));
    for (const epsilon of EPSILONS) {
      const delta = discreteLaplacePair({ a, sensitivity: 3 }, direction, q).delta(epsilon);
      expect(delta).toBeCloseTo(summed(direction, mass, 3, q, epsilon), 12);
    }
  });

  it.each(cases)(
    'discrete Gaussian, whole and truncated, %s, sampled with probability %d',
    (direction, q) => {
      const sigma = 2.3;
      const weight = (x: number) => Math.exp((-x * x) / (2 * sigma * sigma));
      for (const truncationBound of [undefined, 4]) {
        const bound = truncationBound ?? 200;
        const total = Array.from({ length: 2 * bound + 1 }, (_, i) => weight(i - bound)).reduce(
          (a, b) => a + b
        );
        const mass = (x: number) => (Math.abs(x) > bound ? 0 : weight(x) / total);
        const noise = { sigma, sensitivity: 2, ...(truncationBound !== undefined && { truncationBound }) };
        for (const epsilon of EPSILONS) {
          const delta = discreteGaussianPair(noise, direction, q).delta(epsilon);
          expect(delta).toBeCloseTo(summed(direction, mass, 2, q, epsilon), 12);
        }
      }
    }
  );
});

describe('far out', () => {
  it('the Gaussian delta keeps its digits', () => {
    // 40-digit arithmetic.
    expect(gaussianDelta({ sigma: 1 / Math.sqrt(10) }, 50) / 5.36734265582266e-47).toBeCloseTo(1, 10);
    expect(gaussianDelta({ sigma: 1e6 }, 1e-6)).toBeGreaterThan(8.33155e-8);
    expect(gaussianDelta({ sigma: 1 }, 1000)).toBeGreaterThan(0);
    expect(gaussianDelta({ sigma: 0.01 }, 50)).toBeCloseTo(1, 10);
  });

  it('bounded losses end exactly', () => {
    expect(laplacePair({ b: 2 }, 'remove').delta(0.5)).toBe(0);
    expect(gaussianPair({ sigma: 1 }, 'add', 0.3).delta(-Math.log(0.7))).toBe(0);
    expect(discreteLaplacePair({ a: 0.7, sensitivity: 2 }, 'remove').delta(1.4)).toBe(0);
  });

  it('a narrow Gaussian that is replaced under sampling', () => {
    for (const sigma of [0.01, 0.02, 0.05]) {
      const pair = gaussianPair({ sigma }, 'replace', 0.1);
      // The outputs are apart: it is known who was taken.
      expect(pair.delta(1)).toBeCloseTo(0.1, 8);
      expect(pair.delta(800)).toBeGreaterThan(0);
    }
  });
});

describe('laws of every pair', () => {
  const q = fc.double({ min: 1e-6, max: 1, noNaN: true });
  const scale = fc.double({ min: 0.2, max: 20, noNaN: true });
  const direction = fc.constantFrom(...DIRECTIONS);
  const anyPair: fc.Arbitrary<LossPair> = fc
    .tuple(
      fc.constantFrom('gaussian', 'laplace', 'discrete laplace', 'discrete gaussian'),
      scale,
      direction,
      q
    )
    .map(([kind, size, toward, share]) => {
      if (kind === 'gaussian') return gaussianPair({ sigma: size }, toward, share);
      if (kind === 'laplace') return laplacePair({ b: size }, toward, share);
      if (kind === 'discrete laplace') return discreteLaplacePair({ a: 1 / size }, toward, share);
      return discreteGaussianPair({ sigma: size }, toward, share);
    });

  it('delta falls with epsilon and is convex in e^epsilon', () => {
    const epsilon = fc.double({ min: -3, max: 8, noNaN: true });
    fc.assert(
      fc.property(anyPair, epsilon, epsilon, (pair, x, y) => {
        const [low, high] = [Math.min(x, y), Math.max(x, y)];
        expect(pair.delta(high)).toBeLessThanOrEqual(pair.delta(low) + 1e-13);
        const middle = Math.log((Math.exp(low) + Math.exp(high)) / 2);
        expect(pair.delta(middle)).toBeLessThanOrEqual((pair.delta(low) + pair.delta(high)) / 2 + 1e-12);
      })
    );
  });

  it('delta at a very small epsilon is 1 - e^epsilon, the total probability', () => {
    fc.assert(
      fc.property(anyPair, (pair) => {
        expect(pair.delta(-60)).toBeCloseTo(1, 10);
      })
    );
  });

  it('sampling never hurts, and amplifies as much as the theorem says', () => {
    fc.assert(
      fc.property(scale, q, fc.double({ min: 0, max: 3, noNaN: true }), (size, share, epsilon) => {
        const whole = gaussianPair({ sigma: size }, 'remove');
        const amplified = poissonAmplified({ epsilon, delta: whole.delta(epsilon) }, share);
        for (const toward of ['remove', 'add'] as const) {
          const sampled = gaussianPair({ sigma: size }, toward, share);
          expect(sampled.delta(epsilon)).toBeLessThanOrEqual(whole.delta(epsilon) + 1e-13);
          expect(sampled.delta(amplified.epsilon)).toBeLessThanOrEqual(amplified.delta + 1e-13);
        }
      })
    );
  });
});

describe('randomized response', () => {
  it('has the epsilon of its worst outcome', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 50 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (k, noise) => {
          // All k x k probabilities, looked at one by one.
          const report = (value: number, told: number) => noise / k + (value === told ? 1 - noise : 0);
          const replace = Math.log(report(0, 0) / report(1, 0));
          const reveal = Math.max(Math.log(report(0, 0) * k), -Math.log(report(1, 0) * k));
          expect(randomizedResponseEpsilon(fromNoise(k, noise))).toBeCloseTo(replace, 10);
          expect(randomizedResponseEpsilon(fromNoise(k, noise), 'delete')).toBeCloseTo(reveal, 10);
          expect(randomizedResponseEpsilon({ k, truth: report(0, 0) })).toBeGreaterThanOrEqual(
            replace - 1e-12
          );
          for (const { delta } of randomizedResponse(fromNoise(k, noise)).pairs.map((pair) => ({
            delta: pair.delta(replace + 1e-9)
          }))) {
            expect(delta).toBe(0);
          }
        }
      )
    );
    expect(randomizedResponseEpsilon({ k: 1, truth: 1 })).toBe(0);
    expect(randomizedResponseEpsilon({ k: 4, truth: 1 })).toBe(Infinity);
    expect(randomizedResponseEpsilon({ k: 2, truth: 0.5 })).toBe(0);
  });

  it('of RAPPOR multiplies over the bits in which two values differ', () => {
    // Two values set h different bits each; a bit is kept with probability 1 - f/2.
    const [h, f] = [3, 0.4];
    const ratio = ((1 - f / 2) / (f / 2)) ** (2 * h);
    expect(rapporPermanentEpsilon(h, f)).toBeCloseTo(Math.log(ratio), 12);
  });
});
