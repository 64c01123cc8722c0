import type { IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { HistorySummary, ImportRecord } from '../types.ts';
import { type Contents, toBlocks } from './contents.ts';
import { sliceEvents } from './events.ts';
import { monthsIn } from './months.ts';
import type { HistorySchema } from './schema.ts';
import { summarize } from './songs.ts';
import { NO_SUMMARY } from './summary.ts';

const STORES = [
  'segments',
  'tracks',
  'imports',
  'meta',
  'feedback',
  'exclusions',
  'privateSessions',
  'origins'
] as const satisfies StoreNames<HistorySchema>[];

/** A transaction that changes the history. Its writes are collected, so that none of them fails unheard. */
export class Change {
  readonly #writes: Promise<unknown>[] = [];

  constructor(
    readonly transaction: IDBPTransaction<HistorySchema, StoreNames<HistorySchema>[], 'readwrite'>,
    /** As it was before. */
    readonly before: HistorySummary
  ) {}

  /** Empties everything but the list of imports and the revision. */
  clear(): void {
    this.clearContents();
    for (const name of ['feedback', 'exclusions', 'privateSessions'] as const)
      this.#write(this.transaction.objectStore(name).clear());
  }

  /** Empties what `putContents` stores. */
  clearContents(): void {
    for (const name of ['segments', 'tracks', 'origins'] as const)
      this.#write(this.transaction.objectStore(name).clear());
  }

  /**
   * Stores the changed months and the variants from number `knownTracks` on.
   * @param contents in final order, all of them.
   */
  putContents(
    { events, tracks, origins }: Contents,
    changedMonths: ReadonlySet<string>,
    knownTracks: number
  ): void {
    const segments = this.transaction.objectStore('segments');
    for (const { month, from, to } of monthsIn(events.startedAt)) {
      if (changedMonths.has(month)) this.#write(segments.put({ month, ...sliceEvents(events, from, to) }));
    }
    if (tracks.size > knownTracks) {
      const blocks = this.transaction.objectStore('tracks');
      for (const block of toBlocks(tracks, knownTracks)) this.#write(blocks.put(block));
    }
    this.#write(this.transaction.objectStore('origins').put(origins.sets, 'sets'));
  }

  /** What a change of what people see comes to. */
  summarize({ events, tracks }: Contents, sample: boolean): void {
    this.putSummary(summarize(events, tracks, sample));
  }

  /** With a revision of its own. */
  putSummary(summary: Omit<HistorySummary, 'revision'>): void {
    const revision = this.before.revision + 1;
    this.#write(this.transaction.objectStore('meta').put({ ...summary, revision }, 'summary'));
  }

  /** For changes of what is learnt from, not of the plays themselves. */
  countRevision(): void {
    if (this.before.revision > 0) this.putSummary(this.before);
  }

  /** Makes room for an import's record. @returns its id. */
  async openImport(importedAt: number): Promise<number> {
    return await this.transaction.objectStore('imports').add({ importedAt, files: [] });
  }

  putImport({ id, ...record }: ImportRecord): void {
    this.#write(this.transaction.objectStore('imports').put(record, id));
  }

  deleteImport(id: number): void {
    this.#write(this.transaction.objectStore('imports').delete(id));
  }

  /** Resolves when everything is on disk. */
  async done(): Promise<void> {
    await Promise.all([...this.#writes, this.transaction.done]);
  }

  /** Takes everything back. */
  async undo(): Promise<void> {
    try {
      this.transaction.abort();
    } catch {
      // It has been taken back already, by the failure that brought us here.
    }
    await Promise.allSettled([...this.#writes, this.transaction.done]);
  }

  #write(write: Promise<unknown>): void {
    // It is heard in `done`; until then a failure must not count as unheard.
    write.catch(() => undefined);
    this.#writes.push(write);
  }
}

/**
 * Runs `work` in one transaction: all of it is stored or nothing is, also when the signal comes before the end.
 * @throws the signal's reason, or what `work` or the database threw.
 */
export async function changeHistory<T>(
  db: IDBPDatabase<HistorySchema>,
  signal: AbortSignal | undefined,
  work: (change: Change) => Promise<T>
): Promise<T> {
  signal?.throwIfAborted();
  const transaction = db.transaction([...STORES], 'readwrite');
  const before = (await transaction.objectStore('meta').get('summary')) ?? NO_SUMMARY;
  const change = new Change(transaction, before);
  const cancel = () => void change.undo();
  signal?.addEventListener('abort', cancel);
  try {
    signal?.throwIfAborted();
    const result = await work(change);
    await change.done();
    return result;
  } catch (error) {
    await change.undo();
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}
