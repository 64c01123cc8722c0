import { expect, test } from 'vitest';
import { bootstrapIntervals } from '../../../src/lib/recommender/intervals.ts';

test('an interval of independent cases is about as wide as the normal approximation says', () => {
  // 30 % of 1,000 cases hit: the standard error is sqrt(0.3 * 0.7 / 1000).
  const ranks = Array.from({ length: 1000 }, (_, i) => (i % 10 < 3 ? 1 : 99));
  const [low, high] = bootstrapIntervals(ranks, [...ranks.keys()])['hr@10'];
  const error = Math.sqrt((0.3 * 0.7) / 1000);
  expect(low).toBeGreaterThan(0.3 - 2.3 * error);
  expect(low).toBeLessThan(0.3 - 1.6 * error);
  expect(high).toBeGreaterThan(0.3 + 1.6 * error);
  expect(high).toBeLessThan(0.3 + 2.3 * error);
});

test('cases that come together make it wider', () => {
  const ranks = Array.from({ length: 1000 }, (_, i) => (i % 500 < 150 ? 1 : 99));
  const width = (groups: number[]) => {
    const [low, high] = bootstrapIntervals(ranks, groups)['ndcg@10'];
    return high - low;
  };
  expect(width(ranks.map((_, i) => Math.floor(i / 50)))).toBeGreaterThan(3 * width([...ranks.keys()]));
});

test('no cases give zeros', () => {
  expect(bootstrapIntervals([], [])).toEqual({ 'hr@10': [0, 0], 'ndcg@10': [0, 0] });
});
