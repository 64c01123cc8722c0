import { expect, test } from 'vitest';
import { InverseIndex, SOURCE } from '../../../../../src/lib/compute/training/webgpu/inverse-index.ts';
import { seededRandom } from '../../../../../src/lib/random/index.ts';

const SHIFT = 30;

function arrays(rows: number, entries: number) {
  return {
    rows: new Uint32Array(rows),
    bounds: new Uint32Array(rows + 1),
    entries: new Uint32Array(entries)
  };
}

/** What the index says of each item: its occurrences as [source, place]. */
function occurrences(index: ReturnType<typeof arrays>, touched: number): Map<number, number[][]> {
  const { rows, bounds, entries } = index;
  return new Map(
    Array.from({ length: touched }, (_, row) => [
      rows[row] ?? -1,
      [...entries.subarray(bounds[row], bounds[row + 1])].map((entry) => [
        entry >>> SHIFT,
        entry & (2 ** SHIFT - 1)
      ])
    ])
  );
}

test('each item has its occurrences by source and place', () => {
  const index = arrays(9, 9);
  const touched = new InverseIndex(8).build(
    [
      [5, 2, 5],
      [2, 2],
      [7, 5]
    ],
    index
  );
  const { input, target, candidate } = SOURCE;
  expect(occurrences(index, touched)).toEqual(
    new Map([
      [5, [[input, 0], [input, 2], [candidate, 1]]], // prettier-ignore
      [2, [[input, 1], [target, 0], [target, 1]]], // prettier-ignore
      [7, [[candidate, 0]]]
    ])
  );
});

test('nothing of one batch is left in the next', () => {
  const random = seededRandom(3);
  const items = 50;
  const reused = new InverseIndex(items);
  for (let round = 0; round < 20; round++) {
    const lists = [0, 1, 2].map(() =>
      Int32Array.from({ length: random.below(40) }, () => random.below(items))
    );
    const total = lists.reduce((sum, list) => sum + list.length, 0);
    const [mine, fresh] = [arrays(items, total), arrays(items, total)];
    const touched = reused.build(lists, mine);
    expect(touched).toBe(new Set(lists.flatMap((list) => [...list])).size);
    expect(new InverseIndex(items).build(lists, fresh)).toBe(touched);
    expect(mine).toEqual(fresh);
    expect(mine.bounds[touched]).toBe(total);
  }
});
