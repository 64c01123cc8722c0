import { expect, test, vi } from 'vitest';
import { groupCommit, Overload } from '../../../src/collector/group-commit.ts';

/** Commits only when told, and remembers what. */
function gate() {
  const batches: number[][] = [];
  const open: (() => void)[] = [];
  const add = groupCommit<number, number>(
    async (items) => {
      batches.push([...items]);
      await new Promise<void>((resolve) => open.push(resolve));
      if (items.includes(13)) throw new Error('unlucky');
      return items.map((item) => 10 * item);
    },
    { batch: 3, waiting: 4 }
  );
  /** Until the next batch is on its way. */
  const begun = () =>
    vi.waitFor(() => {
      expect(open).not.toEqual([]);
    });
  const commitOne = async () => {
    await begun();
    open.shift()?.();
  };
  return { add, batches, begun, commitOne };
}

test('what comes while a batch is committed makes the next one', async () => {
  const { add, batches, begun, commitOne } = gate();
  const first = Promise.all([add(1), add(2)]);
  await commitOne();
  expect(await first).toEqual([10, 20]);
  const second = add(3);
  await begun();
  const later = Promise.all([4, 5, 6, 7].map(add));
  for (let i = 0; i < 3; i++) await commitOne();
  expect([await second, ...(await later)]).toEqual([30, 40, 50, 60, 70]);
  expect(batches).toEqual([[1, 2], [3], [4, 5, 6], [7]]);
});

test('only those of a failed batch fail', async () => {
  const { add, commitOne } = gate();
  const outcomes = Promise.allSettled([1, 13, 2, 3].map(add));
  await commitOne();
  await commitOne();
  expect((await outcomes).map(({ status }) => status)).toEqual([
    'rejected',
    'rejected',
    'rejected',
    'fulfilled'
  ]);
});

test('no more wait than may', async () => {
  const { add, commitOne } = gate();
  const outcomes = Promise.allSettled([1, 2, 3, 4, 5].map(add));
  await commitOne();
  await commitOne();
  const [last] = (await outcomes).slice(-1);
  expect(last).toMatchObject({ status: 'rejected', reason: expect.any(Overload) as unknown });
});
