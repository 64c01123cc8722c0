import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  CentralLaplace,
  Duchi,
  HybridMean,
  Piecewise,
  RandomizedResponse,
  SubsetSelection,
  bestSubsetSize,
  hybridMean,
  optimisedUnaryEncoding,
  symmetricUnaryEncoding
} from '../../../../src/lib/privacy/index.ts';

interface Row {
  id: string;
  quantity: string;
  params: Record<string, number | string>;
  expected: number;
  tolerance: { type: string; value: number };
}

/** So fine that the rest of the discretisation, of the order of 1 / steps, is below the tolerance of 1e-9. */
const FINE = 2 ** 40;

/** The stated variances that this half of the room computes; undefined for rows of the accountants. */
function computed({ quantity, params }: Row): number | undefined {
  const number = (name: string) => Number(params[name]);
  const [categories, epsilon, x] = [number('k'), number('epsilon'), number('x')];
  if (quantity.startsWith('variance of one discrete-Laplace draw')) {
    const sensitivity = number('sensitivity');
    return new CentralLaplace({ epsilon, sensitivity, relation: 'add-remove' }).variance();
  }
  if (!quantity.startsWith('variance per report')) return undefined;
  switch (params['mechanism']) {
    case 'GRR':
      return new RandomizedResponse({ categories, epsilon }).variance(1, 0);
    case 'SUE':
      return symmetricUnaryEncoding({ categories: 2, epsilon }).variance(1, 0);
    case 'OUE':
      return optimisedUnaryEncoding({ categories: 2, epsilon }).variance(1, 0);
    case 'SubsetSelection':
      return new SubsetSelection({ categories, epsilon, size: number('d') }).variance(1, 0);
    case 'Duchi':
      return new Duchi({ epsilon }).variance(1, x);
    case 'Piecewise':
      return new Piecewise({ epsilon, steps: FINE }).variance(1, x);
    default:
      throw new Error(`no mechanism for ${JSON.stringify(params)}`);
  }
}

describe('reference variances', () => {
  const path = join(process.env['EARSHOT_SHARED'] ?? '../shared', 'reference/dp-reference-values.json');
  if (!existsSync(path)) {
    test.skip(`there is no ${path}: set EARSHOT_SHARED to the folder that holds reference/`);
    return;
  }
  const rows = (JSON.parse(readFileSync(path, 'utf8')) as Row[]).filter((row) => computed(row) !== undefined);
  test('the file holds some', () => {
    expect(rows.length).toBeGreaterThanOrEqual(4);
  });
  test.each(rows.map((row) => [row.id, row] as const))('%s', (_, row) => {
    const scale = row.tolerance.type === 'rel' ? Math.abs(row.expected) : 1;
    expect(Math.abs((computed(row) ?? NaN) - row.expected)).toBeLessThanOrEqual(row.tolerance.value * scale);
  });
});

describe.each([0.3, 1, 2, 5])('closed forms at epsilon %d', (epsilon) => {
  const e = Math.exp(epsilon);
  const t = Math.exp(epsilon / 2);
  const near = (value: number, expected: number) => {
    expect(Math.abs(value / expected - 1)).toBeLessThan(1e-9);
  };

  test('frequencies at f = 0 (Wang and others 2017; Ye and Barg 2018)', () => {
    const k = 24;
    near(new RandomizedResponse({ categories: k, epsilon }).variance(1, 0), (k - 2 + e) / (e - 1) ** 2);
    near(optimisedUnaryEncoding({ categories: k, epsilon }).variance(1, 0), (4 * e) / (e - 1) ** 2);
    near(symmetricUnaryEncoding({ categories: k, epsilon }).variance(1, 0), t / (t - 1) ** 2);
    for (const d of [1, 3, 6]) {
      const p = (d * e) / (d * e + k - d);
      const q = (d - p) / (k - 1);
      const mechanism = new SubsetSelection({ categories: k, epsilon, size: d });
      near(mechanism.variance(1, 0), (q * (1 - q)) / (p - q) ** 2);
    }
  });

  test('means (Duchi and others 2018; Wang and others 2019)', () => {
    for (const x of [0, 0.5, -0.25, 1]) {
      const duchi = ((e + 1) / (e - 1)) ** 2 - x * x;
      const piecewise = (x * x) / (t - 1) + (t + 3) / (3 * (t - 1) ** 2);
      near(new Duchi({ epsilon }).variance(1, x), duchi);
      near(new Piecewise({ epsilon, steps: FINE }).variance(1, x), piecewise);
      const alpha = 1 - 1 / t;
      near(new HybridMean({ epsilon, steps: FINE }).variance(1, x), alpha * piecewise + (1 - alpha) * duchi);
    }
  });

  test('256 steps lose little against the continuous mechanism', () => {
    for (const x of [0, 1]) {
      const coarse = new Piecewise({ epsilon }).variance(1, x);
      expect(coarse / new Piecewise({ epsilon, steps: FINE }).variance(1, x)).toBeLessThan(1.02);
    }
  });
});

test('off the grid, rounding is part of the variance', () => {
  const coarse = new Duchi({ epsilon: 1, steps: 2 });
  expect(coarse.variance(1, 0.5)).toBeCloseTo(new Duchi({ epsilon: 1 }).variance(1, 0.5), 12);
  const piecewise = new Piecewise({ epsilon: 1, steps: 2 });
  expect(piecewise.variance(1, 0.5)).toBeGreaterThan(
    (piecewise.variance(1, 0) + piecewise.variance(1, 1)) / 2
  );
});

test('hybrid is Duchi alone for small budgets, and better than both for large ones', () => {
  expect(hybridMean({ epsilon: 0.6 })).toBeInstanceOf(Duchi);
  const worst = (mechanism: { variance(n: number, x: number): number }) =>
    Math.max(mechanism.variance(1, 0), mechanism.variance(1, 1));
  for (const epsilon of [1, 2, 4]) {
    const hybrid = worst(hybridMean({ epsilon }));
    expect(hybrid).toBeLessThan(worst(new Duchi({ epsilon })));
    expect(hybrid).toBeLessThan(worst(new Piecewise({ epsilon })));
  }
});

test('the subset has the best size of all, near k / (e^epsilon + 1)', () => {
  expect(bestSubsetSize(24, 1)).toBe(6);
  expect(bestSubsetSize(24, 5)).toBe(1);
  const total = (k: number, epsilon: number, size: number) => {
    const mechanism = new SubsetSelection({ categories: k, epsilon, size });
    return mechanism.variance(1, 1) + (k - 1) * mechanism.variance(1, 0);
  };
  for (const k of [2, 3, 10, 24, 57]) {
    for (const epsilon of [0.1, 0.5, 1, 2, 3, 5]) {
      const sizes = Array.from({ length: k - 1 }, (_, i) => i + 1);
      const least = Math.min(...sizes.map((size) => total(k, epsilon, size)));
      expect(total(k, epsilon, bestSubsetSize(k, epsilon))).toBeLessThanOrEqual(least * (1 + 1e-12));
    }
  }
});

test('a subset of one is randomized response', () => {
  const subset = new SubsetSelection({ categories: 7, epsilon: 1.5, size: 1 });
  const response = new RandomizedResponse({ categories: 7, epsilon: 1.5 });
  for (let report = 0; report < 7; report++) {
    for (let input = 0; input < 7; input++) {
      const p = subset.probability([report], input);
      expect(p.equals(response.probability(report, input))).toBe(true);
    }
  }
});
