import { expect, test } from 'vitest';
import {
  easeScores,
  estimateInverseDiagonal,
  exactInverseDiagonal,
  fadingWindow,
  slidingWindow
} from '../../../../src/lib/compute/index.ts';
import { seededRandom } from '../../../../src/lib/random/index.ts';
import { inverse, plusDiagonal } from './dense.ts';
import { plain, wasm } from './kernels.ts';
import { inventPlays, toDense } from './plays.ts';

const LAMBDA = 10;
const items = 150;
const plays = inventPlays(items, 4000, 1);
const gram = wasm.itemGram(items, fadingWindow(3, 8), plays);
const P = inverse(plusDiagonal(toDense(gram), LAMBDA));
const exact = P.map((row, i) => row[i] ?? NaN);

/** Relative errors, rising. */
function errorsOf(diagonal: Float64Array): number[] {
  return Array.from(diagonal, (value, i) => Math.abs(value / (exact[i] ?? NaN) - 1)).sort((a, b) => a - b);
}

test('the exact diagonal is that of the dense inverse', () => {
  expect(errorsOf(exactInverseDiagonal(gram, LAMBDA)).at(-1)).toBeLessThan(1e-12);
});

test('without plays the diagonal is 1 / lambda, exactly and by probes', () => {
  const empty = plain.itemGram(3, slidingWindow(2), { item: new Int32Array(0), session: [] });
  for (const value of exactInverseDiagonal(empty, 4)) expect(value).toBeCloseTo(0.25, 15);
  const { diagonal, error } = estimateInverseDiagonal(empty, { lambda: 4, probes: 4, random: () => 0.1 });
  for (const value of diagonal) expect(value).toBeCloseTo(0.25, 15);
  expect(Math.max(...error)).toBeLessThan(1e-8);
});

test('probes come near, and their stated error is the true one', () => {
  const random = seededRandom(7);
  const options = { lambda: LAMBDA, random: () => random.uniform() };
  const { diagonal, error } = estimateInverseDiagonal(gram, { ...options, probes: 64 });
  const errors = errorsOf(diagonal);
  expect(errors[items / 2]).toBeLessThan(0.01);
  expect(errors.at(-1)).toBeLessThan(0.06);
  // In units of the stated error: mean square near 1.
  const squares = exact.map((value, i) => ((value - (diagonal[i] ?? 0)) / (error[i] ?? 1)) ** 2);
  const mean = squares.reduce((sum, value) => sum + value, 0) / items;
  expect(mean).toBeGreaterThan(0.5);
  expect(mean).toBeLessThan(2);
  // Sixteen times the probes, about a quarter of the error.
  const more = errorsOf(estimateInverseDiagonal(gram, { ...options, probes: 1024 }).diagonal);
  expect(more[items / 2]).toBeLessThan((errors[items / 2] ?? 0) / 2);
});

test('probes beat plain Hutchinson on the same number of solves', () => {
  const random = seededRandom(8);
  const probes = 64;
  const simple = new Float64Array(items);
  for (let probe = 0; probe < probes; probe++) {
    const z = Float64Array.from({ length: items }, () => (random.uniform() < 0.5 ? -1 : 1));
    const { y } = gram.solve(z, { lambda: LAMBDA });
    y.forEach((value, i) => (simple[i] = (simple[i] ?? 0) + ((z[i] ?? 0) * value) / probes));
  }
  const ours = estimateInverseDiagonal(gram, { lambda: LAMBDA, probes, random: () => random.uniform() });
  expect(errorsOf(ours.diagonal)[items / 2]).toBeLessThan((errorsOf(simple)[items / 2] ?? 0) / 1.5);
});

test('one seed, one estimate; too few probes are refused', () => {
  const estimate = (probes: number) => {
    const random = seededRandom(9);
    return estimateInverseDiagonal(gram, { lambda: LAMBDA, probes, random: () => random.uniform() });
  };
  expect(estimate(8)).toEqual(estimate(8));
  expect(() => estimate(3)).toThrow(RangeError);
});

test("EASE's scores from one solve are those of its dense matrix", () => {
  const x = new Float64Array(items);
  for (const i of plays.item.subarray(-12)) x[i] = (x[i] ?? 0) + 1;
  const dense = Array.from(x, (_, j) =>
    x.reduce((sum, value, i) => sum - (i === j ? 0 : (value * (P[i]?.[j] ?? NaN)) / (P[j]?.[j] ?? NaN)), 0)
  );
  const { y } = gram.solve(x, { lambda: LAMBDA, tolerance: 1e-12 });
  const scores = easeScores(x, y, exactInverseDiagonal(gram, LAMBDA));
  scores.forEach((score, j) => {
    expect(score).toBeCloseTo(dense[j] ?? NaN, 9);
  });
  // An estimated diagonal moves them a little, and the top of the list hardly.
  const random = seededRandom(10);
  const { diagonal } = estimateInverseDiagonal(gram, {
    lambda: LAMBDA,
    probes: 64,
    random: () => random.uniform()
  });
  const top = (list: ArrayLike<number>) =>
    new Set(
      Array.from(list, (_, i) => i)
        .sort((a, b) => (list[b] ?? 0) - (list[a] ?? 0))
        .slice(0, 20)
    );
  const near = top(easeScores(x, y, diagonal));
  expect([...top(dense)].filter((i) => near.has(i)).length).toBeGreaterThanOrEqual(18);
});
