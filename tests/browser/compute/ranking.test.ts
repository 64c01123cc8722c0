import { expect, test } from 'vitest';
import kernels from '../../../src/lib/compute/ranking/assembly/index.wasm?url&no-inline';
import { fadingWindow, openRanking } from '../../../src/lib/compute/index.ts';
import { seededRandom } from '../../../src/lib/random/index.ts';

test('Chromium runs the kernels, with the same bits as plain TypeScript', async () => {
  const [wasm, plain] = await Promise.all([openRanking(fetch(kernels)), openRanking()]);
  expect([wasm.rung, plain.rung]).toEqual(['wasm', 'cpu']);
  const random = seededRandom(1);
  const vectors = Float32Array.from({ length: 5000 * 64 }, () => random.uniform() - 0.5);
  const query = vectors.slice(0, 64);
  for (const format of ['f32', 'int8'] as const) {
    const [a, b] = [wasm, plain].map((ranking) => ranking.catalogue(vectors, 64, format).top(query, 100));
    expect(a).toEqual(b);
    expect(a?.items[0]).toBe(0);
  }
  const plays = {
    item: Int32Array.from({ length: 3000 }, () => random.below(200)),
    session: Array(3000).fill(0)
  };
  const x = Float64Array.from({ length: 200 }, () => random.uniform());
  const [a, b] = [wasm, plain].map((ranking) =>
    ranking.itemGram(200, fadingWindow(3, 6), plays).solve(x, { lambda: 10 })
  );
  expect(a).toEqual(b);
});

test('plain TypeScript takes over where the kernels cannot be had', async () => {
  const nothing = Promise.resolve(new Response('Not found', { status: 404 }));
  expect((await openRanking(nothing)).rung).toBe('cpu');
});
