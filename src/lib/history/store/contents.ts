import type { IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { HistorySummary } from '../types.ts';
import { type Events, concatEvents, sliceEvents } from './events.ts';
import { monthsIn } from './months.ts';
import { BLOCK_SIZE, type HistorySchema, type TrackBlock } from './schema.ts';
import { TrackTable, type Variant } from './tracks.ts';

type Names = StoreNames<HistorySchema>[];
type Readable = IDBPTransaction<HistorySchema, Names, 'readonly' | 'readwrite'>;

/** All events in their final order, and the variants they point to. */
export interface Contents {
  events: Events;
  tracks: TrackTable;
}

export const NO_EVENTS: Events = concatEvents([]);
export const NO_SUMMARY: HistorySummary = {
  revision: 0,
  plays: 0,
  skips: 0,
  songs: 0,
  artists: 0,
  sample: false
};

const STORES = ['segments', 'tracks', 'imports', 'meta', 'hidden'] as const;

/** A transaction that changes the history. Its writes are collected, so that none of them fails unheard. */
export class Change {
  readonly #writes: Promise<unknown>[] = [];

  constructor(readonly transaction: IDBPTransaction<HistorySchema, Names, 'readwrite'>) {}

  clearPlays(): void {
    for (const name of ['segments', 'tracks', 'hidden'] as const) {
      this.#writes.push(this.transaction.objectStore(name).clear());
    }
  }

  /**
   * Stores the changed months and the variants from number `knownTracks` on.
   * @param events in final order, all of them.
   */
  putPlays({ events, tracks }: Contents, changedMonths: ReadonlySet<string>, knownTracks: number): void {
    const segments = this.transaction.objectStore('segments');
    for (const { month, from, to } of monthsIn(events.startedAt)) {
      if (changedMonths.has(month))
        this.#writes.push(segments.put({ month, ...sliceEvents(events, from, to) }));
    }
    if (tracks.size === knownTracks) return;
    const blocks = this.transaction.objectStore('tracks');
    for (let first = knownTracks - (knownTracks % BLOCK_SIZE); first < tracks.size; first += BLOCK_SIZE) {
      this.#writes.push(blocks.put(toBlock(first, tracks.slice(first, first + BLOCK_SIZE))));
    }
  }

  putSummary(summary: HistorySummary): void {
    this.#writes.push(this.transaction.objectStore('meta').put(summary, 'summary'));
  }

  addImport(record: HistorySchema['imports']['value']): void {
    this.#writes.push(this.transaction.objectStore('imports').add(record));
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
}

/**
 * Runs `work` in one transaction: all of it is stored or nothing is, also when the signal comes before the end.
 * @throws the signal's reason, or what `work` or the database threw.
 */
export async function changeContents<T>(
  db: IDBPDatabase<HistorySchema>,
  signal: AbortSignal | undefined,
  work: (change: Change) => Promise<T>
): Promise<T> {
  signal?.throwIfAborted();
  const change = new Change(db.transaction([...STORES], 'readwrite'));
  const cancel = () => void change.undo();
  signal?.addEventListener('abort', cancel);
  try {
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

export async function readContents(transaction: Readable): Promise<Contents> {
  const [segments, blocks] = await Promise.all([
    transaction.objectStore('segments').getAll(),
    transaction.objectStore('tracks').getAll()
  ]);
  return { events: concatEvents(segments), tracks: TrackTable.from(blocks.flatMap(fromBlock)) };
}

function toBlock(first: number, variants: readonly Variant[]): TrackBlock {
  return {
    first,
    artists: variants.map(({ artist }) => artist),
    titles: variants.map(({ title }) => title),
    albums: variants.map(({ album }) => album ?? null),
    uris: variants.map(({ uri }) => uri ?? null)
  };
}

function fromBlock({ artists, titles, albums, uris }: TrackBlock): Variant[] {
  return artists.map((artist, i) => ({
    artist,
    title: titles[i] ?? '',
    album: albums[i] ?? undefined,
    uri: uris[i] ?? undefined
  }));
}
