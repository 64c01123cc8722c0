import type { DBSchema } from 'idb';
import type { Migration } from '../index.ts';

/** One record as the browser gives it back. */
export interface StoredRecord {
  key: IDBValidKey;
  value: unknown;
}

export interface StoreSnapshot {
  name: string;
  keyPath: string | string[] | null;
  autoIncrement: boolean;
  /** In the order of their keys. */
  records: StoredRecord[];
}

/** Everything in a database at one moment. */
export interface DatabaseSnapshot {
  name: string;
  version: number;
  stores: StoreSnapshot[];
}

/** Records by store, at the newest version of the schema. */
export type StoreContents = ReadonlyMap<string, readonly StoredRecord[]>;

/** A database that a backup may replace: what the room that owns it says about it. */
export interface Restorable {
  readonly name: string;
  /** Held by whoever writes to it. */
  readonly lock: string;
  readonly migrations: readonly Migration<DBSchema>[];
  /**
   * Made from the others and worth nothing without them: emptied before they are replaced, so that it is never seen
   * beside a state that it does not belong to.
   */
  readonly derived: boolean;
  /** Whether the room could work with this. Nothing that it cannot work with may be let in. */
  accepts(contents: StoreContents): boolean;
  /**
   * What to store where a backup only adds to what there is; without this it takes its place. A backup that has nothing
   * of the database then changes nothing.
   */
  readonly merge?: (present: StoreContents, restored: StoreContents) => StoreContents;
}
