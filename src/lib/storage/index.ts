import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import { explain, StorageError } from './errors.ts';

export type { Restorable, StoreContents, StoredRecord } from './backup/restorable.ts';
export { StorageError, type StorageErrorCode } from './errors.ts';
export { keepShared, takeShared } from './shared-files.ts';

/** One step of a schema: version n - 1 to version n. Steps are never changed after a release, only added. */
export type Migration<S extends DBSchema> = (
  db: IDBPDatabase<S>,
  transaction: IDBPTransaction<S, StoreNames<S>[], 'versionchange'>
) => void | Promise<void>;

/**
 * One IndexedDB database: opened on first use, reopened when it had to be closed so that another tab could
 * upgrade or delete it.
 */
export class Database<S extends DBSchema> {
  #connection: Promise<IDBPDatabase<S>> | undefined;

  /** @param migrations the schema's steps from nothing to now; their number is the schema's version. */
  constructor(
    readonly name: string,
    private readonly migrations: readonly Migration<S>[]
  ) {}

  /**
   * Runs `work` on the open database.
   * @throws StorageError when the browser keeps no data, the disk is full or a newer Earshot owns the data.
   */
  async use<T>(work: (db: IDBPDatabase<S>) => Promise<T>): Promise<T> {
    try {
      this.#connection ??= this.#open();
      return await work(await this.#connection);
    } catch (error) {
      throw explain(error);
    }
  }

  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    (await connection?.catch(() => undefined))?.close();
  }

  #open(): Promise<IDBPDatabase<S>> {
    // Some private windows have none, whatever the types say.
    if (!(globalThis as { indexedDB?: IDBFactory }).indexedDB)
      throw new DOMException('', 'InvalidStateError');
    const forget = () => {
      this.#connection = undefined;
    };
    const connection = openDB<S>(this.name, this.migrations.length, {
      upgrade: (db, from, to, transaction) => {
        const steps = async () => {
          for (const migrate of this.migrations.slice(from, to ?? undefined)) await migrate(db, transaction);
        };
        // A step that fails takes the whole upgrade back: the data stays as the old version left it, and opening
        // fails, which is where it is heard.
        transaction.done.catch(() => undefined);
        steps().catch(() => {
          transaction.abort();
        });
      },
      blocking: () => void this.close(),
      terminated: forget
    });
    connection.catch(forget);
    return connection;
  }
}

/**
 * Runs `work` while no other tab or worker holds the lock of that name.
 * @throws StorageError where the browser has no locks, or gives none to a site that may keep nothing.
 * @param options.ifFree give up at once (and return undefined) when somebody else holds it.
 */
export async function withLock<T>(
  name: string,
  work: () => Promise<T>,
  options: { ifFree?: boolean; signal?: AbortSignal } = {}
): Promise<T | undefined> {
  const { ifFree = false, signal } = options;
  const request: LockOptions = ifFree ? { ifAvailable: true } : signal ? { signal } : {};
  // Absent in old browsers, and wherever the address is not a secure one.
  const { locks } = navigator as { locks?: LockManager };
  if (!locks)
    throw new StorageError(
      'unavailable',
      'Earshot can keep nothing here. Open it at an address that begins with https, in a newer browser.'
    );
  try {
    return await locks.request(name, request, (lock) => (lock ? work() : Promise.resolve(undefined)));
  } catch (error) {
    throw explain(error);
  }
}

/** Backups are a large thing that few pages need: loaded when somebody asks. */
export function openBackups(): Promise<typeof import('./backup/index.ts')> {
  return import('./backup/index.ts');
}
