import { expect, test } from 'vitest';
import { pieceOf, RATE, record, type Take } from '$lib/catalogue/index.ts';

const HEADER = 44;

test('takes grow from the same beginning to the whole', async () => {
  const piece = pieceOf('drift', 3);
  const takes = [...record(piece)].filter((take): take is Take => take !== undefined);
  expect(takes.map(({ whole }) => whole)).toEqual([false, false, true]);
  expect(takes[0]?.seconds).toBeGreaterThanOrEqual(16);
  expect(takes[0]?.seconds).toBeLessThan(17);
  expect(takes[2]?.seconds).toBeCloseTo(piece.parameters.seconds, 3);
  const files = await Promise.all(takes.map(({ file }) => file.arrayBuffer()));
  const [first, , whole] = files.map((file) => Buffer.from(file, HEADER));
  if (!first || !whole) throw new Error('three takes were expected');
  expect(first.equals(whole.subarray(0, first.length))).toBe(true);
  files.forEach((file, i) => {
    expect(file.byteLength).toBe(HEADER + 4 * Math.round((takes[i]?.seconds ?? 0) * RATE));
  });
});
