import { describe, expect, it } from 'vitest';
import { lineThrough, logScaleOf, powersOfTen, scaleOf, ticksOf } from '../../../src/lib/components/chart.ts';
import { coverOf } from '../../../src/lib/components/cover.ts';

describe('ticksOf', () => {
  it.each([
    [3.9, 6.8, 3, [3, 4, 5, 6, 7]],
    [0.012, 0.144, 3, [0, 0.05, 0.1, 0.15]],
    [0, 0, 3, [0, 0.5, 1]],
    [-2, 9, 3, [-5, 0, 5, 10]]
  ])('covers %d to %d in round steps', (low, high, most, expected) => {
    expect(ticksOf(low, high, most)).toEqual(expected);
  });
});

describe('powersOfTen', () => {
  it.each([
    [0.003, 8, [0.001, 0.01, 0.1, 1, 10]],
    [1, 1, [1, 10]]
  ])('hold %d to %d', (low, high, expected) => {
    expect(powersOfTen(low, high)).toEqual(expected);
  });

  it('are evenly spread over a logarithmic scale', () => {
    const y = logScaleOf([0.1, 10], [200, 0]);
    expect(powersOfTen(0.1, 10).map((power) => Math.round(y(power)))).toEqual([200, 100, 0]);
  });
});

describe('lineThrough', () => {
  it('draws points through their scales', () => {
    const x = scaleOf([1, 3], [0, 100]);
    const y = scaleOf([0, 10], [50, 0]);
    const points = [
      { x: 1, y: 0 },
      { x: 3, y: 10 }
    ];
    expect(lineThrough(points, x, y)).toBe('M0,50L100,0');
  });
});

describe('coverOf', () => {
  const keys = Array.from({ length: 400 }, (_, n) => `artist ${n % 40}\u0000title ${n}`);

  it('is the same for the same song, and seldom for another', () => {
    expect(coverOf('a song')).toEqual(coverOf('a song'));
    const distinct = new Set(keys.map((key) => JSON.stringify(coverOf(key))));
    expect(distinct.size).toBeGreaterThan(200);
  });

  it('never hides a path in its ground, and needs two at most', () => {
    for (const key of keys) {
      const { ground, paths } = coverOf(key);
      expect(paths.length).toBeGreaterThan(0);
      expect(paths.length).toBeLessThanOrEqual(2);
      for (const { tint } of paths) expect(tint).not.toBe(ground);
    }
  });

  it('draws something for an empty key', () => {
    expect(coverOf('').paths.length).toBeGreaterThan(0);
  });
});
