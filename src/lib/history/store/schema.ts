import type { Migration } from '../../storage/index.ts';
import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import type { ExclusionRecord, Feedback, HistorySummary, ImportRecord, PrivateSession } from '../types.ts';
import type { Events } from './events.ts';
import { OriginTable } from './origins.ts';

/** Variants a block holds. Blocks are filled one after the other and never rewritten once full. */
export const BLOCK_SIZE = 4096;

/** All events that start in one month. */
export interface Segment extends Events {
  /** UTC, e.g. `2024-03`. */
  month: string;
}

/** The variants `first` ... `first + BLOCK_SIZE - 1`, as columns; null where there is nothing. */
export interface TrackBlock {
  first: number;
  artists: string[];
  titles: string[];
  albums: (string | null)[];
  uris: (string | null)[];
}

export interface HistorySchema extends DBSchema {
  segments: { key: string; value: Segment };
  tracks: { key: number; value: TrackBlock };
  imports: { key: number; value: Omit<ImportRecord, 'id'> };
  /** One record: `summary`. Its revision counts on when everything else is emptied. */
  meta: { key: string; value: HistorySummary };
  feedback: { key: [kind: string, subject: string]; value: Feedback };
  exclusions: { key: number; value: Omit<ExclusionRecord, 'id'> };
  privateSessions: { key: number; value: PrivateSession };
  /** One record: `sets`, see `OriginTable`. */
  origins: { key: string; value: readonly (readonly number[])[] };
}

/** From nothing to the newest schema. Steps are never changed, only added. */
export const migrations: readonly Migration<HistorySchema>[] = [
  (db) => {
    db.createObjectStore('segments', { keyPath: 'month' });
    db.createObjectStore('tracks', { keyPath: 'first' });
    db.createObjectStore('imports', { autoIncrement: true });
    db.createObjectStore('meta');
  },
  (db) => {
    (db as unknown as IDBPDatabase).createObjectStore('hidden');
  },
  async (db, transaction) => {
    db.createObjectStore('exclusions', { autoIncrement: true });
    db.createObjectStore('privateSessions', { autoIncrement: true });
    db.createObjectStore('origins');
    // Which import an event came with was not kept: it stays until all of them are taken back.
    const imports = await transaction.objectStore('imports').getAllKeys();
    const origins = new OriginTable();
    const origin = origins.intern(imports);
    if (imports.length > 0) await transaction.objectStore('origins').put(origins.sets, 'sets');
    for (const segment of await transaction.objectStore('segments').getAll()) {
      const filled = new Uint16Array(segment.startedAt.length).fill(origin);
      await transaction.objectStore('segments').put({ ...segment, origin: filled });
    }
  },
  async (db, transaction) => {
    db.createObjectStore('feedback', { keyPath: ['kind', 'subject'] });
    // "Not for me" was all there was to say: by song key, when it was said.
    const before = transaction as unknown as IDBPTransaction<unknown, string[], 'versionchange'>;
    const hidden = before.objectStore('hidden');
    const [songs, records] = await Promise.all([hidden.getAllKeys(), hidden.getAll()]);
    for (const [i, subject] of songs.entries()) {
      const { hiddenAt } = records[i] as { hiddenAt: number };
      const feedback: Feedback = { kind: 'not-for-me', subject: subject as string, givenAt: hiddenAt };
      await transaction.objectStore('feedback').put(feedback);
    }
    (db as unknown as IDBPDatabase).deleteObjectStore('hidden');
  }
];
