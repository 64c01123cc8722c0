import { describe, expect, test } from 'vitest';
import {
  DiscreteGaussian,
  DiscreteLaplace,
  Geometric,
  PolyaShare,
  Rational
} from '../../../../src/lib/privacy/index.ts';
import { gaussianLaw, laplaceLaw, noiseProblems } from '../checks/noise.ts';
import { countOf, misfit } from '../checks/statistics.ts';
import { seededRng } from '../seeded-rng.ts';

const DRAWS = 100_000;

test.each([0.2, 1, 2.5, 10])('discrete Laplace of scale %d, bulk and tail', (scale) => {
  const noise = new DiscreteLaplace(Rational.exactly(scale));
  expect(noiseProblems((rng) => noise.draw(rng), laplaceLaw(scale), seededRng(1), DRAWS)).toEqual([]);
});

test('discrete Laplace at a decimal epsilon, whose fraction has 56 bits', () => {
  const noise = new DiscreteLaplace(Rational.of(1).over(Rational.exactly(0.7)));
  expect(noiseProblems((rng) => noise.draw(rng), laplaceLaw(1 / 0.7), seededRng(2), DRAWS)).toEqual([]);
});

test.each([0.05, 0.5, 1, 6.25, 90])('discrete Gaussian of sigma^2 = %d, bulk and tail', (sigmaSquared) => {
  const noise = new DiscreteGaussian(Rational.exactly(sigmaSquared));
  const law = gaussianLaw(sigmaSquared);
  expect(noiseProblems((rng) => noise.draw(rng), law, seededRng(3), DRAWS)).toEqual([]);
  let variance = 0;
  for (let x = -law.reach; x <= law.reach; x++) variance += x * x * law.probability(x);
  expect(noise.variance / variance).toBeCloseTo(1, 9);
});

test('noise of scale 0 is refused', () => {
  expect(() => new DiscreteLaplace(Rational.of(0))).toThrow(RangeError);
  expect(() => new DiscreteGaussian(Rational.of(-1))).toThrow(RangeError);
  expect(() => new PolyaShare(Rational.of(1), 0)).toThrow(RangeError);
});

/** P(x) = Gamma(x + r) / (x! Gamma(r)) a^x (1 - a)^r. */
function negativeBinomial(r: number, scale: number): Map<number, number> {
  const a = Math.exp(-1 / scale);
  const law = new Map<number, number>();
  let probability = (1 - a) ** r;
  for (let x = 0; x < 40 * scale + 20; x++) {
    law.set(x, probability);
    probability *= ((x + r) / (x + 1)) * a;
  }
  return law;
}

describe('Polya shares', () => {
  test.each([
    [1, 2],
    [2, 3],
    [5, 1000],
    [5, 1]
  ])('scale %d in %d shares: each is negative binomial', (scale, shares) => {
    const share = new PolyaShare(Rational.of(scale), shares);
    const rng = seededRng(4);
    const counts = countOf(Array.from({ length: DRAWS }, () => share.draw(rng)));
    expect(misfit(counts, negativeBinomial(1 / shares, scale))).toBeUndefined();
  });

  test('the differences of all shares add up to discrete Laplace', () => {
    const share = new PolyaShare(Rational.of(2), 5);
    const sum = (rng: Parameters<PolyaShare['draw']>[0]) => {
      let total = 0;
      for (let i = 0; i < 5; i++) total += share.draw(rng) - share.draw(rng);
      return total;
    };
    expect(noiseProblems(sum, laplaceLaw(2), seededRng(5), 40_000)).toEqual([]);
  });

  test.each([3, 4, 9])('the sum of %d of 4 shares is drawn at once', (count) => {
    const share = new PolyaShare(Rational.of(3), 4);
    const rng = seededRng(6);
    const counts = countOf(Array.from({ length: DRAWS }, () => share.drawSum(count, rng)));
    expect(misfit(counts, negativeBinomial(count / 4, 3))).toBeUndefined();
  });
});

test('geometric noise is one-sided', () => {
  const noise = new Geometric(Rational.of(3));
  const rng = seededRng(7);
  const counts = countOf(Array.from({ length: DRAWS }, () => noise.draw(rng)));
  expect(misfit(counts, negativeBinomial(1, 3))).toBeUndefined();
});
