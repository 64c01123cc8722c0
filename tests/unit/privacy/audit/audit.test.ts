import { expect, test } from 'vitest';
import {
  RandomizedResponse,
  audit,
  auditInputs,
  lowerBound,
  upperBound
} from '../../../../src/lib/privacy/index.ts';
import { seededRng } from '../seeded-rng.ts';

test('Clopper-Pearson bounds have exactly the risk they state', () => {
  // 0 of n: upper bound 1 - risk^(1/n); n of n: lower bound risk^(1/n).
  expect(upperBound(0, 100, 0.05)).toBeCloseTo(1 - 0.05 ** 0.01, 7);
  expect(lowerBound(100, 100, 0.05)).toBeCloseTo(0.05 ** 0.01, 7);
  expect(lowerBound(0, 100, 0.05)).toBe(0);
  expect(upperBound(100, 100, 0.05)).toBe(1);
  // Clopper and Pearson's 95 % interval for 10 of 100.
  expect(lowerBound(10, 100, 0.025)).toBeCloseTo(0.0490047, 6);
  expect(upperBound(10, 100, 0.025)).toBeCloseTo(0.1762226, 6);
});

test('bounds are wrong no more often than stated', () => {
  const mechanism = new RandomizedResponse({ categories: 3, epsilon: 1 });
  const rng = seededRng(1);
  let wrong = 0;
  for (let i = 0; i < 400; i++) {
    if (auditInputs(mechanism, 0, 1, rng, { draws: 2000, confidence: 0.9 }).epsilon > 1) wrong++;
  }
  // 40 expected at most; P(more than 90) < 1e-12.
  expect(wrong).toBeLessThan(90);
});

test('more draws prove more, and a forgotten mechanism is proven unlimited', () => {
  const mechanism = new RandomizedResponse({ categories: 3, epsilon: 2 });
  const prove = (draws: number) => auditInputs(mechanism, 0, 1, seededRng(2), { draws }).epsilon;
  expect(prove(100_000)).toBeGreaterThan(1.9);
  expect(prove(100_000)).toBeGreaterThan(prove(1000));
  const honest = { randomize: (value: number) => value };
  expect(audit(honest, [0, 1], seededRng(3), { draws: 40_000 }).epsilon).toBeGreaterThan(8);
  const silent = { randomize: () => 0 };
  expect(audit(silent, [0, 1], seededRng(3), { draws: 40_000 }).epsilon).toBe(0);
});
