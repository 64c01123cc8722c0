import { expect, test } from 'vitest';
import { projectOntoSimplex } from '../../../../src/lib/privacy/index.ts';
import { twoSidedQuantile } from '../../../../src/lib/privacy/special/normal.ts';
import { chiSquaredTail } from '../checks/statistics.ts';

test('normal quantiles from tables', () => {
  expect(twoSidedQuantile(0.95)).toBeCloseTo(1.959963984540054, 10);
  expect(twoSidedQuantile(0.99)).toBeCloseTo(2.5758293035489, 10);
  expect(twoSidedQuantile(1 - 1e-9)).toBeCloseTo(6.109410204869, 6);
  expect(() => twoSidedQuantile(1)).toThrow(RangeError);
});

test('projection onto the simplex', () => {
  expect(projectOntoSimplex([0.2, 0.3, 0.5])).toEqual([0.2, 0.3, 0.5]);
  expect(projectOntoSimplex([2, 0, -1])).toEqual([1, 0, 0]);
  const projected = projectOntoSimplex([0.6, 0.6, -0.4]);
  expect(projected[0]).toBeCloseTo(0.5, 12);
  expect(projected[2]).toBe(0);
});

test('the chi-squared tail that the checks use', () => {
  expect(chiSquaredTail(3.841458820694124, 1)).toBeCloseTo(0.05, 8);
  expect(chiSquaredTail(18.307038053275146, 10)).toBeCloseTo(0.05, 8);
  // With 2 degrees it is exp(-x / 2).
  expect(chiSquaredTail(60, 2) / Math.exp(-30)).toBeCloseTo(1, 7);
});
