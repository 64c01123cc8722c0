import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/lib/random/index.ts';
import { easeOn, scoresOf, sumPairs } from '../../../src/lib/lab/magic/aggregate.ts';
import { inverseOf, sparseOf } from '../../../src/lib/lab/magic/algebra.ts';
import { crowdOf, Ease } from '../../../src/lib/lab/magic/ease.ts';
import type { Listeners } from '../../../src/lib/lab/magic/listeners.ts';
import { listenersOf } from '../../bench/magic/listeners.ts';
import { noiseLocally } from '../../../src/lib/lab/magic/local.ts';
import { BLENDS, ranksFor } from '../../../src/lib/lab/magic/ranks.ts';
import { readSequences } from '../../bench/quality/read.ts';
import { seededRng } from '../privacy/seeded-rng.ts';

const ITEMS = 12;
const random = seededRandom(7);
const rows = Array.from({ length: 5 }, () =>
  Float64Array.from({ length: ITEMS }, () => (random.uniform() < 0.4 ? 1 : 0))
);

function times(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const product = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++)
        product[i * n + j] = (product[i * n + j] ?? 0) + (a[i * n + k] ?? 0) * (b[k * n + j] ?? 0);
  return product;
}

function expectClose(found: Float64Array, expected: Float64Array): void {
  found.forEach((value, j) => {
    expect(value).toBeCloseTo(expected[j] ?? NaN, 10);
  });
}

function gramOf(lambda: number): Float64Array {
  const gram = new Float64Array(ITEMS * ITEMS);
  for (const row of rows)
    for (let i = 0; i < ITEMS; i++)
      for (let j = 0; j < ITEMS; j++)
        gram[i * ITEMS + j] = (gram[i * ITEMS + j] ?? 0) + (row[i] ?? 0) * (row[j] ?? 0);
  for (let i = 0; i < ITEMS; i++) gram[i * ITEMS + i] = (gram[i * ITEMS + i] ?? 0) + lambda;
  return gram;
}

test('the inverse is one, and there is none of what is not positive', () => {
  const matrix = gramOf(2);
  const inverse = inverseOf(matrix, ITEMS) ?? new Float64Array();
  times(matrix, inverse, ITEMS).forEach((value, at) => {
    expect(value).toBeCloseTo(at % (ITEMS + 1) === 0 ? 1 : 0, 10);
  });
  expect(inverseOf(Float64Array.of(1, 2, 2, 1), 2)).toBeUndefined();
});

test('EASE by way of the listeners is EASE', () => {
  const lambda = 2;
  const inverse = inverseOf(gramOf(lambda), ITEMS) ?? new Float64Array();
  const model = new Ease(crowdOf(ITEMS, rows.map(sparseOf)), lambda);
  const x = Float64Array.from({ length: ITEMS }, (_, i) => (i % 3 === 0 ? 1 : 0));
  const scores = model.scores(sparseOf(x));
  for (let j = 0; j < ITEMS; j++) {
    let direct = 0;
    for (let i = 0; i < ITEMS; i++) {
      if (i !== j) direct -= ((x[i] ?? 0) * (inverse[i * ITEMS + j] ?? 0)) / (inverse[j * ITEMS + j] ?? 1);
    }
    expect(scores[j]).toBeCloseTo(direct, 10);
  }
  const row = rows[2] ?? new Float64Array();
  const more = Float64Array.from(row, (value, j) => (value === 0 && j < 4 ? 1 : 0));
  expectClose(model.memberScores(2), model.scores(sparseOf(row)));
  const both = row.map((value, j) => value + (more[j] ?? 0));
  expectClose(model.memberScores(2, sparseOf(more)), model.scores(sparseOf(both)));
});

const listeners: Listeners = {
  items: 6,
  all: Array.from({ length: 60 }, (_, u) => ({
    past: u % 2 === 0 ? [0, 1] : [3, 4],
    tuned: u % 2 === 0 ? 2 : 5,
    tested: u % 2 === 0 ? 0 : 3
  }))
};

test('listeners are cut before their last two items', () => {
  const { items, all } = listenersOf(readSequences('1 10 11 12 13\n2 11 10 14'));
  expect(items).toBe(5);
  expect(all).toEqual([
    { past: [0, 1], tuned: 2, tested: 3 },
    { past: [1], tuned: 0, tested: 4 }
  ]);
});

test('noise that is none leaves the plays, and strong noise keeps the popularity', () => {
  const clear = noiseLocally(listeners, 30, seededRng(1));
  const row = new Float64Array(6);
  const [first] = clear.past;
  first?.at.forEach((item, i) => (row[item] = first.value[i] ?? 0));
  expect([...row].map((value) => Math.round(value))).toEqual([1, 1, 0, 0, 0, 0]);
  const noised = noiseLocally(listeners, 2, seededRng(1));
  expect(noised.popularity.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
  expect(noised.popularity[0]).toBeGreaterThan(noised.popularity[2] ?? 1);
});

test('sums without noise recommend what goes together', () => {
  const taught: Listeners = {
    ...listeners,
    all: listeners.all.map(({ past, tuned, tested }, u) => ({
      past: u < 30 ? [...past, tuned] : past,
      tuned,
      tested
    }))
  };
  const sums = sumPairs(taught, Infinity, 1);
  const model = easeOn(sums, 6, 0.5);
  if (!model) throw new Error('no model');
  const ranks = ranksFor(listeners, 'tuned', sums.popularity, () => scoresOf(model, 6, [0, 1]));
  expect(ranks).toHaveLength(BLENDS.length);
  expect(ranks[0]?.[0]).toBe(1);
  expect(sumPairs(taught, 1, 1).sigma).toBeCloseTo(100 * sumPairs(taught, 1, 1, 100).sigma, 10);
});
