import { expect, test } from 'vitest';
import { measureRankers } from '../../../../src/lib/compute/ranking/measure.ts';
import { plain, wasm } from './kernels.ts';

const vectors = Float32Array.from({ length: 40 * 9 }, (_, i) => Math.sin(i));
const query = vectors.slice(0, 9);
const options = { now: () => performance.now(), rounds: 5, budget: 0 };

test('times the kernels in both formats, and plain TypeScript', async () => {
  const results = await measureRankers({ kernels: wasm, plain }, { vectors, query }, options);
  expect(results.map(({ name }) => name)).toEqual(['wasm', 'wasm-int8', 'cpu']);
  expect(results.map((result) => ('bytes' in result ? result.bytes : 0))).toEqual([1440, 520, 1440]);
  for (const result of results) expect('n' in result && result.n).toBeGreaterThanOrEqual(5);
});

test('says so where there are no kernels', async () => {
  const results = await measureRankers({ kernels: plain, plain }, { vectors, query }, options);
  expect(results.map((result) => 'problem' in result)).toEqual([true, true, false]);
});
