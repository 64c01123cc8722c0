import { expect, test } from 'vitest';
import {
  Probability,
  bernoulli,
  bernoulliExp,
  bernoulliFraction,
  uniformBelow,
  uniformBelowBig
} from '../../../../src/lib/privacy/index.ts';
import { countOf, misfit } from '../checks/statistics.ts';
import { scriptedRng } from '../scripted-rng.ts';
import { seededRng } from '../seeded-rng.ts';

const WORD = 2 ** 32;

test('the expansion of a third is 01 repeated, and that of a half ends', () => {
  const third = Probability.of(1, 3);
  expect([third.word(0), third.word(5)]).toEqual([0x55555555, 0x55555555]);
  expect(third.endsAt(100)).toBe(false);
  const half = Probability.of(1, 2);
  expect(half.word(0)).toBe(0x80000000);
  expect([half.endsAt(0), half.endsAt(1), half.word(1)]).toEqual([false, true, 0]);
  expect(Probability.of(0, 1).endsAt(0)).toBe(true);
  expect(() => Probability.of(4, 3)).toThrow(RangeError);
});

test('ties go on to the next word, and a tie with the whole expansion is not below', () => {
  const third = Probability.of(1, 3);
  expect(bernoulli(third, scriptedRng(0x55555555, 0x55555555, 0x55555554))).toBe(true);
  expect(bernoulli(third, scriptedRng(0x55555555, 0x55555556))).toBe(false);
  expect(bernoulli(Probability.of(1, 2), scriptedRng(0x80000000))).toBe(false);
  expect(bernoulli(Probability.of(1, 2), scriptedRng(0x7fffffff))).toBe(true);
  expect(bernoulli(Probability.of(1, 1), scriptedRng())).toBe(true);
  expect(bernoulli(Probability.of(0, 1), scriptedRng())).toBe(false);
});

test('the fast comparison decides as exact arithmetic does, on and next to every border', () => {
  const rng = seededRng(1);
  for (let round = 0; round < 3000; round++) {
    const size = 1 + (round % 80);
    const denominator = uniformBelowBig(1n << BigInt(size), rng) + 1n;
    const numerator = uniformBelowBig(denominator + 1n, rng);
    const border = Number((numerator << 32n) / denominator);
    for (const first of [border - 1, border, border + 1, rng.bits(32)]) {
      if (first < 0 || first >= WORD) continue;
      const words = [first, rng.bits(32), rng.bits(32), rng.bits(32)];
      const u = words.reduce((value, word) => (value << 32n) | BigInt(word), 0n);
      expect(bernoulliFraction(numerator, denominator, scriptedRng(...words))).toBe(
        u * denominator < numerator << 128n
      );
    }
  }
});

test('fractions too large for a double are compared exactly', () => {
  const whole = 1n << 1100n;
  expect(bernoulliFraction(whole >> 2n, whole, scriptedRng(0x3fffffff))).toBe(true);
  expect(bernoulliFraction(whole >> 2n, whole, scriptedRng(0x40000000))).toBe(false);
  expect(bernoulliFraction(1n, whole, scriptedRng(1))).toBe(false);
});

test.each([
  [0, 1],
  [1, 3],
  [1, 1],
  [7, 2],
  [1, 1000]
])('exp(-%d/%d) is hit as often as it should', (numerator, denominator) => {
  const rng = seededRng(numerator + 7);
  const draws = 200_000;
  const counts = countOf(
    Array.from({ length: draws }, () => Number(bernoulliExp(BigInt(numerator), BigInt(denominator), rng)))
  );
  const p = Math.exp(-numerator / denominator);
  expect(misfit(counts, new Map([[1, p], [0, 1 - p]]))).toBeUndefined(); // prettier-ignore
  if (numerator === 0) expect(counts.get(0)).toBeUndefined();
});

test.each([1, 2, 3, 24, 255, 256, 257])('integers below %d are uniform', (n) => {
  const rng = seededRng(n);
  const law = new Map(Array.from({ length: n }, (_, i) => [i, 1 / n] as const));
  const draws = Array.from({ length: 100_000 }, () => uniformBelow(n, rng));
  expect(draws.every((draw) => draw < n)).toBe(true);
  expect(misfit(countOf(draws), law)).toBeUndefined();
  const big = Array.from({ length: 100_000 }, () => Number(uniformBelowBig(BigInt(n), rng)));
  expect(misfit(countOf(big), law)).toBeUndefined();
});

test('integers are drawn again when they are too large, never folded', () => {
  expect(uniformBelow(3, scriptedRng(3, 3, 2))).toBe(2);
  expect(uniformBelow(2 ** 32 + 1, scriptedRng(1, 1, 0, 5))).toBe(5);
  expect(uniformBelow(2 ** 33, scriptedRng(1, 5))).toBe(WORD + 5);
  expect(() => uniformBelow(0, scriptedRng())).toThrow(RangeError);
});

test('large bounds are filled evenly', () => {
  const rng = seededRng(9);
  for (const n of [3 * 2 ** 40, 2 ** 53 - 1]) {
    const tenths = Array.from({ length: 100_000 }, () => Math.floor((uniformBelow(n, rng) / n) * 10));
    expect(misfit(countOf(tenths), new Map(tenths.slice(0, 10).map((_, i) => [i, 0.1])))).toBeUndefined();
  }
});
