import { expect, test } from 'vitest';
import { mix, seededRandom, shuffle } from '../../../src/lib/random/index.ts';

test('one seed is one stream, and the next seed another', () => {
  const stream = (seed: number) => {
    const random = seededRandom(seed);
    return Array.from({ length: 20 }, () => random.uniform());
  };
  expect(stream(5)).toEqual(stream(5));
  expect(stream(5)).not.toEqual(stream(6));
});

test('neighbouring seeds, mixed, begin with numbers that are spread evenly', () => {
  const firsts = Array.from({ length: 1000 }, (_, seed) => seededRandom(mix(seed)).uniform());
  const bins = new Array<number>(10).fill(0);
  for (const first of firsts) bins[Math.floor(10 * first)] = (bins[Math.floor(10 * first)] ?? 0) + 1;
  // 100 each, with a standard deviation of 9.5.
  for (const count of bins) expect(Math.abs(count - 100)).toBeLessThan(40);
  expect(new Set(Array.from({ length: 1000 }, (_, seed) => mix(seed))).size).toBe(1000);
});

test('uniform numbers fill [0, 1) evenly, and whole numbers their range', () => {
  const random = seededRandom(1);
  const draws = 100_000;
  const bins = new Array<number>(10).fill(0);
  const dice = new Array<number>(6).fill(0);
  for (let i = 0; i < draws; i++) {
    const u = random.uniform();
    expect(u >= 0 && u < 1).toBe(true);
    bins[Math.floor(u * 10)] = (bins[Math.floor(u * 10)] ?? 0) + 1;
    const side = random.below(6);
    dice[side] = (dice[side] ?? 0) + 1;
  }
  for (const [counts, k] of [
    [bins, 10],
    [dice, 6]
  ] as const) {
    const sigma = Math.sqrt((draws / k) * (1 - 1 / k));
    // Six standard deviations in one of 16 bins: a false alarm less often than once in 3e7.
    for (const count of counts) expect(Math.abs(count - draws / k)).toBeLessThan(6 * sigma);
  }
});

test('shuffling keeps everything and changes the order', () => {
  const list = Array.from({ length: 50 }, (_, i) => i);
  const shuffled = shuffle([...list], seededRandom(2));
  expect(shuffled).not.toEqual(list);
  expect([...shuffled].sort((a, b) => a - b)).toEqual(list);
});
