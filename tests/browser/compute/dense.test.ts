import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  exactInverseDiagonal,
  fadingWindow,
  openRanking,
  shiftedGram,
  solveDense
} from '../../../src/lib/compute/index.ts';
import { seededRandom } from '../../../src/lib/random/index.ts';
import { inventPlays } from '../../unit/compute/ranking/plays.ts';

let device: GPUDevice;
beforeAll(async () => {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('no adapter');
  device = await adapter.requestDevice();
});
afterAll(() => {
  device.destroy();
});

/** M M' + n I / 4 for a random M: positive definite, far from diagonal. */
function randomMatrix(n: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  const m = Float64Array.from({ length: n * n }, () => random.uniform() - 0.5);
  return Float32Array.from({ length: n * n }, (_, place) => {
    const [i, j] = [Math.floor(place / n), place % n];
    let sum = i === j ? n / 4 : 0;
    for (let k = 0; k < n; k++) sum += (m[i * n + k] ?? 0) * (m[j * n + k] ?? 0);
    return sum;
  });
}

describe.each([1, 31, 32, 33, 150])('a matrix of %i rows', (n) => {
  test.each([1, 40])('with %i right sides is solved', async (columns) => {
    const matrix = randomMatrix(n, n);
    const random = seededRandom(columns);
    const expected = Float32Array.from({ length: n * columns }, () => random.uniform() - 0.5);
    const right = new Float32Array(n * columns);
    for (let i = 0; i < n; i++) {
      for (let c = 0; c < columns; c++) {
        let sum = 0;
        for (let j = 0; j < n; j++) sum += (matrix[i * n + j] ?? 0) * (expected[j * columns + c] ?? 0);
        right[i * columns + c] = sum;
      }
    }
    const solution = await solveDense(device, matrix, n, right, columns);
    const largest = Math.max(...solution.map((value, place) => Math.abs(value - (expected[place] ?? NaN))));
    expect(largest).toBeLessThan(1e-3);
  });
});

test('it inverts the Gram matrix of plays as conjugate gradients and float64 do', async () => {
  const items = 200;
  const lambda = 20;
  const gram = (await openRanking()).itemGram(items, fadingWindow(3, 8), inventPlays(items, 4000, 1));
  const identity = Float32Array.from({ length: items ** 2 }, (_, place) =>
    place % (items + 1) === 0 ? 1 : 0
  );
  const matrix = Float32Array.from(shiftedGram(gram, lambda));
  const inverse = await solveDense(device, matrix, items, identity, items);
  const scale = 1 / lambda;
  exactInverseDiagonal(gram, lambda).forEach((value, i) => {
    expect(Math.abs((inverse[i * items + i] ?? NaN) - value) / scale).toBeLessThan(1e-4);
  });
  for (const item of [0, 77, items - 1]) {
    const unit = new Float64Array(items);
    unit[item] = 1;
    gram.solve(unit, { lambda, tolerance: 1e-9 }).y.forEach((value, i) => {
      expect(Math.abs((inverse[i * items + item] ?? NaN) - value) / scale).toBeLessThan(1e-4);
    });
  }
});

test('what cannot be solved is refused', async () => {
  const n = 40;
  const indefinite = Float32Array.from({ length: n * n }, (_, place) => (place % (n + 1) === 0 ? -1 : 0.5));
  const right = new Float32Array(n).fill(1);
  await expect(solveDense(device, indefinite, n, right, 1)).rejects.toThrow('not positive definite');
  await expect(solveDense(device, indefinite, n, right, 2)).rejects.toThrow(RangeError);
  const { maxStorageBufferBindingSize } = device.limits;
  const side = Math.ceil(Math.sqrt(maxStorageBufferBindingSize / 4)) + 1;
  await expect(
    solveDense(device, new Float32Array(side * side), side, new Float32Array(side), 1)
  ).rejects.toThrow('this device binds');
});
