import { describe, expect, test } from 'vitest';
import {
  CentralGaussian,
  CentralLaplace,
  DistributedLaplace,
  Rational
} from '../../../../src/lib/privacy/index.ts';
import {
  centralProblems,
  distributedProblems,
  gaussianLaw,
  laplaceLaw,
  noiseProblems
} from '../checks/noise.ts';
import { seededRng } from '../seeded-rng.ts';

const DRAWS = 40_000;

describe('discrete Laplace mechanism', () => {
  test.each([0.2, 1, 3])('keeps everything it states, epsilon %d', (epsilon) => {
    const mechanism = new CentralLaplace({ epsilon, relation: 'add-remove' });
    expect(centralProblems(mechanism, laplaceLaw(1 / epsilon), seededRng(1), DRAWS)).toEqual([]);
  });

  test('a replaced person changes two counts of a histogram', () => {
    const mechanism = new CentralLaplace({ epsilon: 1, relation: 'replace' });
    expect(mechanism.epsilon).toEqual({ value: 1, relation: 'replace' });
    expect(centralProblems(mechanism, laplaceLaw(2), seededRng(2), DRAWS)).toEqual([]);
  });

  test('the scale is the fraction sensitivity / epsilon itself, and so is sigma squared', () => {
    for (const epsilon of [1e-9, 0.1, 0.7, 64]) {
      const budget = Rational.exactly(epsilon);
      const { scale } = new CentralLaplace({ epsilon, relation: 'replace' });
      expect(scale.times(budget).equals(Rational.of(2))).toBe(true);
      const { sigmaSquared } = new CentralGaussian({ rho: epsilon, relation: 'add-remove' });
      expect(sigmaSquared.times(budget).equals(Rational.of(1, 2))).toBe(true);
    }
  });

  test('adds noise to each count of a histogram', () => {
    const mechanism = new CentralLaplace({ epsilon: 1, relation: 'add-remove' });
    const rng = seededRng(3);
    const draw = () => (mechanism.sampleAggregate([1000, 1e8], rng)[1] ?? 0) - 1e8;
    expect(noiseProblems(draw, laplaceLaw(1), rng, DRAWS)).toEqual([]);
  });

  test('refuses fractions, whose digits would show through the noise', () => {
    const mechanism = new CentralLaplace({ epsilon: 1, relation: 'add-remove' });
    expect(() => mechanism.randomize(0.5, seededRng(1))).toThrow(RangeError);
  });
});

describe('discrete Gaussian mechanism', () => {
  test.each([0.02, 0.5, 2])('keeps everything it states, rho %d', (rho) => {
    const mechanism = new CentralGaussian({ rho, relation: 'add-remove' });
    expect(mechanism.sigmaSquared.toNumber()).toBeCloseTo(1 / (2 * rho), 12);
    expect(centralProblems(mechanism, gaussianLaw(1 / (2 * rho)), seededRng(4), DRAWS)).toEqual([]);
  });

  test('a replaced person counts twice in the squared L2 norm', () => {
    const mechanism = new CentralGaussian({ rho: 0.5, relation: 'replace' });
    expect(mechanism.sigmaSquared.toNumber()).toBe(2);
    expect(mechanism.epsilon.value).toBe(Infinity);
  });
});

describe('distributed discrete Laplace', () => {
  const contributors = 4;
  const mechanism = new DistributedLaplace({ epsilon: 0.5, relation: 'add-remove', contributors });

  test('all reports together, and aggregates, carry discrete Laplace noise', () => {
    expect(distributedProblems(mechanism, contributors, 2, seededRng(5), DRAWS)).toEqual([]);
  });

  test('variance grows with the number of shares, and the posterior is that of the sum', () => {
    const a = Math.exp(-0.5);
    expect(mechanism.variance()).toBeCloseTo((2 * a) / (1 - a) ** 2, 9);
    expect(mechanism.variance(2)).toBeCloseTo(mechanism.variance(4) / 2, 12);
    const [no = 0, yes = 0] = mechanism.posterior(1, [0.5, 0.5]);
    expect(yes / no).toBeCloseTo(Math.exp(0.5), 12);
  });
});
