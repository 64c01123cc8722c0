import { expose } from 'comlink';
import { deleteDB, openDB } from 'idb';
import { History, type HistorySummary } from '../../../src/lib/history/index.ts';

/** Of the yardstick, which keeps one object a play as apps without a store of their own do. */
const OBJECTS = 'bench-objects';
/** Plays in one transaction: one for all would hold a million requests in memory. */
const BATCH = 50_000;

const yardsticks = {
  /**
   * `JSON.parse` of texts, one at a time: fetching and decoding them is not counted, and no more than one is held.
   * @returns ms
   */
  async parse(urls: string[]): Promise<number> {
    let ms = 0;
    for (const url of urls) {
      const text = await (await fetch(url)).text();
      const startedAt = performance.now();
      JSON.parse(text);
      ms += performance.now() - startedAt;
    }
    return ms;
  },

  /** All plays for training, from a history that is opened for it. */
  async readHistory(): Promise<{ ms: number; count: number }> {
    const startedAt = performance.now();
    const history = new History();
    const { startedAt: times } = await history.listening();
    const ms = performance.now() - startedAt;
    await history.close();
    return { ms, count: times.length };
  },

  async summary(): Promise<HistorySummary> {
    const history = new History();
    const summary = await history.summary();
    await history.close();
    return summary;
  },

  /** Copies the history into one object a play; getting the plays is not counted. */
  async writeObjects(): Promise<{ ms: number; count: number }> {
    await deleteDB(OBJECTS);
    const history = new History();
    const plays = await history.plays();
    await history.close();
    const startedAt = performance.now();
    const db = await openDB(OBJECTS, 1, {
      upgrade: (fresh) => {
        fresh.createObjectStore('plays', { keyPath: 'id' });
      }
    });
    for (let from = 0; from < plays.length; from += BATCH) {
      const transaction = db.transaction('plays', 'readwrite');
      for (const play of plays.slice(from, from + BATCH)) void transaction.store.put(play);
      await transaction.done;
    }
    const ms = performance.now() - startedAt;
    db.close();
    return { ms, count: plays.length };
  },

  async readObjects(): Promise<{ ms: number; count: number }> {
    const startedAt = performance.now();
    const db = await openDB(OBJECTS);
    const plays = await db.getAll('plays');
    const ms = performance.now() - startedAt;
    db.close();
    return { ms, count: plays.length };
  }
};

export type Yardsticks = typeof yardsticks;

expose(yardsticks);
