import { describe, expect, test } from 'vitest';
import {
  Multinomial,
  Probability,
  Rational,
  binomial,
  fairBinomial,
  spreadEvenly
} from '../../../../src/lib/privacy/index.ts';
import { RATIO_ERROR, centralRatio } from '../../../../src/lib/privacy/samplers/central-ratio.ts';
import { choose } from '../../../../src/lib/privacy/rational.ts';
import { MANY_SIGMAS, countOf, misfit } from '../checks/statistics.ts';
import { scriptedRng } from '../scripted-rng.ts';
import { seededRng } from '../seeded-rng.ts';

const DRAWS = 100_000;

/** Exact, from fractions. */
function binomialLaw(n: number, p: Rational): Map<number, number> {
  const { numerator: hit, denominator: whole } = p;
  return new Map(
    Array.from({ length: n + 1 }, (_, x) => {
      const ways = choose(n, x) * hit ** BigInt(x) * (whole - hit) ** BigInt(n - x);
      return [x, new Rational(ways, whole ** BigInt(n)).toNumber()];
    })
  );
}

/** Mean, variance, shape in twenty slices and both tails of a number that is nearly normal. */
function expectNearlyNormal(sample: readonly number[], mean: number, variance: number): void {
  const scores = sample.map((x) => (x - mean) / Math.sqrt(variance));
  const average = scores.reduce((sum, z) => sum + z, 0) / scores.length;
  const square = scores.reduce((sum, z) => sum + z * z, 0) / scores.length;
  expect(Math.abs(average)).toBeLessThan(MANY_SIGMAS / Math.sqrt(scores.length));
  expect(Math.abs(square - 1)).toBeLessThan(MANY_SIGMAS * Math.sqrt(2 / scores.length));
  // Normal probabilities of the slices between -2.5, -2.25, ... 2.5, by Simpson's rule.
  const slice = (z: number) => Math.max(-11, Math.min(10, Math.floor(z * 4)));
  const density = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  const law = new Map<number, number>();
  for (let s = -10; s < 10; s++) {
    law.set(s, (density(s / 4) + 4 * density((s + 0.5) / 4) + density((s + 1) / 4)) / 24);
  }
  const tail = (1 - [...law.values()].reduce((sum, p) => sum + p, 0)) / 2;
  law.set(-11, tail).set(10, tail);
  expect(misfit(countOf(scores.map(slice)), law)).toBeUndefined();
}

describe('fair binomial', () => {
  test.each([0, 1, 31, 32, 33, 256, 257, 258, 1000])('%d coins follow the exact law', (n) => {
    const rng = seededRng(n);
    const counts = countOf(Array.from({ length: DRAWS }, () => fairBinomial(n, rng)));
    expect(misfit(counts, binomialLaw(n, Rational.of(1, 2)))).toBeUndefined();
  });

  test.each([1e9, 1e12])('%d coins', (n) => {
    const rng = seededRng(5);
    expectNearlyNormal(Array.from({ length: DRAWS }, () => fairBinomial(n, rng)), n / 2, n / 4); // prettier-ignore
  });

  test('more coins than the proof covers are refused', () => {
    expect(() => fairBinomial(2 ** 41, seededRng(1))).toThrow(RangeError);
    expect(() => fairBinomial(-1, seededRng(1))).toThrow(RangeError);
  });

  test('what the fast density cannot decide is decided by the fraction', () => {
    // 1000 coins: block 0, positive sign, 3 above the middle; then a word equal to that of the density.
    const density = new Probability(new Rational(choose(1000, 503), choose(1000, 500)));
    const tie = [0x80000000, 0, 3, density.word(0)];
    const next = density.word(1);
    expect(fairBinomial(1000, scriptedRng(...tie, next - 1))).toBe(503);
    // Not kept, so the next proposal, 4 below the middle, is made.
    expect(fairBinomial(1000, scriptedRng(...tie, next + 1, 0x80000000, 1, 4, 0))).toBe(496);
  });

  test('the fast density is within its bound of the exact one', () => {
    let worst = 0;
    for (const n of [128, 129, 1000, 4097, 20_000]) {
      const width = Math.ceil(Math.sqrt(n));
      let exact = Rational.of(1);
      for (let i = 0; 2 * i <= n && i < 12 * width; i++) {
        if (i > 0) exact = exact.times(Rational.of(n - i + 1, n + i));
        if (i % 7 !== 0 && i > 20) continue;
        const block = Math.floor(i / width);
        const scaled = exact.times(Rational.of(2n ** BigInt(block)));
        expect(scaled.compare(Rational.of(1))).toBeLessThanOrEqual(0);
        worst = Math.max(worst, Math.abs((centralRatio(n, i, block) ?? NaN) - scaled.toNumber()));
      }
    }
    expect(worst).toBeLessThan(RATIO_ERROR / 2);
  });
});

describe('binomial', () => {
  test.each([
    [1, 1, 3],
    [9, 1, 3],
    [9, 0, 1],
    [40, 999, 1000],
    [300, 1, 1000],
    [600, 3, 8],
    [600, 123_457, 1_000_003]
  ])('%d trials of %d/%d follow the exact law', (n, numerator, denominator) => {
    const rng = seededRng(n);
    const p = Probability.of(numerator, denominator);
    const counts = countOf(Array.from({ length: DRAWS }, () => binomial(n, p, rng)));
    expect(misfit(counts, binomialLaw(n, p.value))).toBeUndefined();
  });

  test.each([
    [1e8, 1, 3],
    [1e9, 1, 1000],
    [2 ** 40, 2, 3]
  ])('%d trials of %d/%d', (n, numerator, denominator) => {
    const rng = seededRng(3);
    const p = numerator / denominator;
    const sample = Array.from({ length: 20_000 }, () =>
      binomial(n, Probability.of(numerator, denominator), rng)
    );
    expectNearlyNormal(sample, n * p, n * p * (1 - p));
  });

  test('a probability that needs a second word', () => {
    const rng = seededRng(8);
    const p = Probability.of(1n, 2n ** 36n);
    const mean =
      Array.from({ length: 4000 }, () => binomial(2 ** 36, p, rng)).reduce((sum, x) => sum + x, 0) / 4000;
    expect(Math.abs(mean - 1)).toBeLessThan(MANY_SIGMAS / Math.sqrt(4000));
  });

  test('certain and impossible trials', () => {
    expect(binomial(1e9, Probability.of(1, 1), seededRng(1))).toBe(1e9);
    expect(binomial(1e9, Probability.of(0, 1), seededRng(1))).toBe(0);
  });
});

test('a multinomial of 3 people over 3 outcomes follows the exact law', () => {
  const weights = [1n, 0n, 2n, 3n];
  const draw = new Multinomial(weights);
  const rng = seededRng(2);
  const counts = countOf(Array.from({ length: DRAWS }, () => draw.draw(3, rng).join()));
  const law = new Map<string, number>();
  const factorial = [1, 1, 2, 6];
  for (let a = 0; a <= 3; a++) {
    for (let c = 0; a + c <= 3; c++) {
      const d = 3 - a - c;
      const ways = 6 / ((factorial[a] ?? 1) * (factorial[c] ?? 1) * (factorial[d] ?? 1));
      law.set(`${a},0,${c},${d}`, (ways * 2 ** c * 3 ** d) / 6 ** 3);
    }
  }
  expect([...counts.keys()].every((key) => law.has(key))).toBe(true);
  expect(misfit(counts, law)).toBeUndefined();
  expect(() => new Multinomial([0n, 0n])).toThrow(RangeError);
});

test('spreading people over ranges of cells gives everybody each cell of their range equally often', () => {
  const rng = seededRng(6);
  const spreads = [
    { people: 1, from: 0, to: 5 },
    { people: 1, from: 1, to: 4 }
  ];
  const law = new Map<string, number>();
  for (let x = 0; x < 5; x++) {
    for (let y = 1; y < 4; y++) {
      const cells = [0, 0, 0, 0, 0].map((_, i) => Number(i === x) + Number(i === y)).join();
      law.set(cells, (law.get(cells) ?? 0) + 1 / 15);
    }
  }
  const counts = countOf(Array.from({ length: DRAWS }, () => spreadEvenly(spreads, 5, rng).join()));
  expect([...counts.keys()].every((key) => law.has(key))).toBe(true);
  expect(misfit(counts, law)).toBeUndefined();
  const many = spreadEvenly([{ people: 1e9, from: 2, to: 9 }], 10, rng);
  expect(many.reduce((sum, people) => sum + people, 0)).toBe(1e9);
  expect([many[0], many[1], many[9]]).toEqual([0, 0, 0]);
});
