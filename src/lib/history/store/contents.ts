import type { IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import { concatEvents, type Events } from './events.ts';
import type { Registers } from './hide.ts';
import { OriginTable } from './origins.ts';
import { BLOCK_SIZE, type HistorySchema, type TrackBlock } from './schema.ts';
import { TrackTable, type Variant } from './tracks.ts';

type Names = StoreNames<HistorySchema>[];
export type Readable = IDBPTransaction<HistorySchema, Names, 'readonly' | 'readwrite'>;

/** All events in their final order, and what they point to. */
export interface Contents extends Registers {
  events: Events;
}

export function noContents(): Contents {
  return {
    events: concatEvents([]),
    tracks: new TrackTable(),
    origins: new OriginTable(),
    removed: new Set()
  };
}

/** Everything, in a transaction of its own. */
export async function readAll(db: IDBPDatabase<HistorySchema>): Promise<Contents> {
  return await readContents(db.transaction(['segments', 'tracks', 'origins', 'imports']));
}

export async function readContents(transaction: Readable): Promise<Contents> {
  const imports = transaction.objectStore('imports');
  const [segments, blocks, sets = [[]], ids, records] = await Promise.all([
    transaction.objectStore('segments').getAll(),
    transaction.objectStore('tracks').getAll(),
    transaction.objectStore('origins').get('sets'),
    imports.getAllKeys(),
    imports.getAll()
  ]);
  return {
    events: concatEvents(segments),
    tracks: TrackTable.from(blocks.flatMap(fromBlock)),
    origins: OriginTable.from(sets),
    removed: new Set(ids.filter((_, i) => records[i]?.removedAt !== undefined))
  };
}

/** The track table as it is stored, from the block on that holds variant number `from`. */
export function* toBlocks(tracks: TrackTable, from: number): Generator<TrackBlock, void, undefined> {
  for (let first = from - (from % BLOCK_SIZE); first < tracks.size; first += BLOCK_SIZE) {
    const variants = tracks.slice(first, first + BLOCK_SIZE);
    yield {
      first,
      artists: variants.map(({ artist }) => artist),
      titles: variants.map(({ title }) => title),
      albums: variants.map(({ album }) => album ?? null),
      uris: variants.map(({ uri }) => uri ?? null)
    };
  }
}

function fromBlock({ artists, titles, albums, uris }: TrackBlock): Variant[] {
  return artists.map((artist, i) => ({
    artist,
    title: titles[i] ?? '',
    album: albums[i] ?? undefined,
    uri: uris[i] ?? undefined
  }));
}
