import { setImmediate } from 'node:timers/promises';

/** There is more waiting than can be kept. */
export class Overload extends Error {
  override name = 'Overload';
}

export interface GroupCommitOptions {
  /** Most items of one commit. */
  batch: number;
  /** Most items that may wait. */
  waiting: number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: while one batch is being committed, the items that come gather to the next one. Each gets its own
 * result once its batch is committed, or the error of the batch.
 * @param commit one result for each item, in their order
 * @throws Overload, by the promise, when too many wait
 */
export function groupCommit<Item, Result>(
  commit: (items: readonly Item[]) => Promise<readonly Result[]>,
  { batch, waiting: most }: GroupCommitOptions
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let busy = false;

  async function work(): Promise<void> {
    busy = true;
    while (waiting.length > 0) {
      // An embedded database leaves the event loop no time while it works: what has come meanwhile is read only now.
      await setImmediate();
      const now = waiting.slice(0, batch);
      waiting = waiting.slice(batch);
      try {
        const results = await commit(now.map(({ item }) => item));
        for (const [i, { resolve }] of now.entries()) resolve(results[i] as Result);
      } catch (error) {
        for (const { reject } of now) reject(error);
      }
    }
    busy = false;
  }

  return (item) =>
    new Promise<Result>((resolve, reject) => {
      if (waiting.length >= most) {
        reject(new Overload('too many reports at once'));
        return;
      }
      waiting.push({ item, resolve, reject });
      if (!busy) void work();
    });
}
