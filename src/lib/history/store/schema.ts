import type { Migration } from '../../storage/index.ts';
import type { DBSchema } from 'idb';
import type { FileReport, HistorySummary } from '../types.ts';
import type { Events } from './events.ts';

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
  imports: { key: number; value: { importedAt: number; files: FileReport[] } };
  /** One record: `summary`. Its revision counts on when everything else is emptied. */
  meta: { key: string; value: HistorySummary };
  /** By song key: when the listener marked it "Not for me", ms since epoch. */
  hidden: { key: string; value: { hiddenAt: number } };
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
    db.createObjectStore('hidden');
  }
];
