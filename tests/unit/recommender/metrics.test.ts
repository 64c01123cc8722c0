import fc from 'fast-check';
import { expect, test } from 'vitest';
import { metricsOf, rankOf } from '../../../src/lib/recommender/metrics.ts';

test('ties count half', () => {
  expect(rankOf(0, Float32Array.of(1, 1, 1))).toBe(2);
  expect(rankOf(1, Float32Array.of(3, 2, 2, 1))).toBe(2.5);
  expect(rankOf(2, Float32Array.of(-Infinity, 1, -Infinity))).toBe(2.5);
});

test('the rank equals the mean over all orders of the ties', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 12 }),
      fc.nat(),
      (values, pick) => {
        const target = pick % values.length;
        const own = values[target] ?? 0;
        const higher = values.filter((value) => value > own).length;
        const tied = values.filter((value) => value === own).length;
        const possible = Array.from({ length: tied }, (_, i) => higher + 1 + i);
        const mean = possible.reduce((a, b) => a + b, 0) / tied;
        expect(rankOf(target, Float32Array.from(values))).toBeCloseTo(mean, 12);
      }
    )
  );
});

test('figures against hand-computed ones', () => {
  const metrics = metricsOf([1, 3, 11, 40]);
  expect(metrics['hr@5']).toBe(0.5);
  expect(metrics['hr@10']).toBe(0.5);
  expect(metrics['hr@20']).toBe(0.75);
  expect(metrics['ndcg@5']).toBeCloseTo((1 + 1 / 2) / 4, 12);
  expect(metrics['ndcg@20']).toBeCloseTo((1 + 1 / 2 + 1 / Math.log2(12)) / 4, 12);
  expect(metrics.mrr).toBeCloseTo((1 + 1 / 3 + 1 / 11 + 1 / 40) / 4, 12);
});

test('no cases give zeros, not NaN', () => {
  expect(metricsOf([])['ndcg@10']).toBe(0);
});
