import fc from 'fast-check';
import { expect, test } from 'vitest';
import { topOf } from '../../../../src/lib/compute/index.ts';

const topItems = (scores: number[], k: number) => [...topOf(Float32Array.from(scores), k).items];

test('the highest first, and of equal ones the first', () => {
  expect(topItems([1, 3, 2, 3, 3, 0], 4)).toEqual([1, 3, 4, 2]);
  expect(topItems([5, 5, 5], 2)).toEqual([0, 1]);
});

test('takes what is left out (-Infinity) last, and both zeros for one', () => {
  expect(topItems([-Infinity, 1, -Infinity, Infinity], 4)).toEqual([3, 1, 0, 2]);
  expect(topItems([-0, 0, -0], 3)).toEqual([0, 1, 2]);
  expect(topItems([0, -0, 0], 2)).toEqual([0, 1]);
});

test('refuses NaN wherever it lies, and a k that counts nothing', () => {
  for (const at of [0, 2, 4]) {
    const scores = [1, 2, 3, 4, 5];
    scores[at] = NaN;
    for (const k of [0, 1, 3, 5, 9]) expect(() => topItems(scores, k)).toThrow(RangeError);
  }
  expect(() => topItems([1], -1)).toThrow(RangeError);
});

test('is the head of a stable sort', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5, max: 5 })), fc.nat(30), (scores, k) => {
      const order = scores.map((_, i) => i).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
      expect(topItems(scores, k)).toEqual(order.slice(0, k));
    })
  );
});
