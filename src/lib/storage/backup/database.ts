import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Database } from '../index.ts';
import type { DatabaseSnapshot, StoredRecord, StoreSnapshot } from './restorable.ts';

/** What a store looks like without its records. */
export type StoreShape = Omit<StoreSnapshot, 'records'>;

/** Told what is in a database, store by store. Must not wait for anything, or the transaction would end. */
export interface Reader {
  store(shape: StoreShape, records: number): void;
  record(record: StoredRecord): void;
}

/**
 * Reads a whole database in one transaction, whatever its schema is; its records are held one at a time.
 * @returns its version, or undefined where there is no such database.
 */
export async function readDatabase(name: string, reader: Reader): Promise<number | undefined> {
  const db = await openAsItIs(name);
  if (!db) return undefined;
  try {
    const names = [...db.objectStoreNames];
    if (names.length === 0) return db.version;
    const transaction = db.transaction(names);
    for (const store of names.map((each) => transaction.objectStore(each))) {
      reader.store(shapeOf(store), await store.count());
      for (let cursor = await store.openCursor(); cursor; cursor = await cursor.continue())
        reader.record({ key: cursor.primaryKey, value: cursor.value });
    }
    await transaction.done;
    return db.version;
  } finally {
    db.close();
  }
}

/** The same, held whole. */
export async function snapshotOf(name: string): Promise<DatabaseSnapshot | undefined> {
  const stores: StoreSnapshot[] = [];
  const version = await readDatabase(name, {
    store: (shape) => stores.push({ ...shape, records: [] }),
    record: (record) => stores.at(-1)?.records.push(record)
  });
  return version === undefined ? undefined : { name, version, stores };
}

/** Empties all stores and fills those that are given: everything or, when that fails, nothing. */
export async function replaceContents(
  database: Database<DBSchema>,
  stores: readonly StoreSnapshot[]
): Promise<void> {
  await database.use(async (opened) => {
    const db = opened as unknown as IDBPDatabase;
    const names = [...db.objectStoreNames];
    const transaction = db.transaction(names, 'readwrite');
    const writes: Promise<unknown>[] = [];
    try {
      for (const name of names) writes.push(transaction.objectStore(name).clear());
      for (const { name, keyPath, records } of stores) {
        const store = transaction.objectStore(name);
        for (const { key, value } of records)
          writes.push(keyPath === null ? store.put(value, key) : store.put(value));
      }
      await Promise.all([...writes, transaction.done]);
    } catch (error) {
      undo(transaction);
      await Promise.allSettled([...writes, transaction.done]);
      // The writes only hear that the transaction has failed; it alone knows why.
      throw transaction.error ?? error;
    }
  });
}

/** The stores of a database, without their records. */
export async function shapesOf(database: Database<DBSchema>): Promise<StoreShape[]> {
  return await database.use((opened) => {
    const db = opened as unknown as IDBPDatabase;
    const names = [...db.objectStoreNames];
    if (names.length === 0) return Promise.resolve([]);
    const transaction = db.transaction(names);
    return Promise.resolve(names.map((name) => shapeOf(transaction.objectStore(name))));
  });
}

function shapeOf({ name, keyPath, autoIncrement }: StoreShape & { name: string }): StoreShape {
  return { name, keyPath, autoIncrement };
}

function undo(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It has failed by itself already.
  }
}

/** Opens a database without ever making one. */
async function openAsItIs(name: string): Promise<IDBPDatabase | undefined> {
  try {
    const db = await openDB(name, undefined, {
      upgrade(_db, _from, _to, transaction) {
        transaction.done.catch(() => undefined);
        transaction.abort();
      },
      blocking() {
        db.close();
      }
    });
    return db;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    throw error;
  }
}
