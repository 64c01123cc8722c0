import { deleteDB, type DBSchema } from 'idb';
import { Database, StorageError, withLock } from '../index.ts';
import { replaceContents, shapesOf, snapshotOf, type StoreShape } from './database.ts';
import { BackupError } from './problem.ts';
import { type Backup, readBackup } from './read.ts';
import type { DatabaseSnapshot, Restorable, StoreContents, StoreSnapshot } from './restorable.ts';

/** Workshop of one restore; not one of the databases that are backed up. */
const WORKSHOP = 'restoring-';

/** A backup that can be restored as it is. */
export interface CheckedBackup extends Omit<Backup, 'databases'> {
  /** New contents of every database that may be replaced, at the newest version of its schema. */
  contents: { restorable: Restorable; stores: StoreSnapshot[] }[];
  /** Names of databases in it that this Earshot does not know. */
  unknown: string[];
}

/**
 * Reads and checks a backup to its end, and brings older ones up to the present schemas, in databases of their own.
 * Nothing of the present data is touched.
 * @throws BackupError where it cannot be restored; StorageError
 */
export async function checkBackup(file: Blob, restorables: readonly Restorable[]): Promise<CheckedBackup> {
  const { databases, ...rest } = await readBackup(file);
  const contents = [];
  for (const restorable of restorables) {
    const snapshot = databases.find(({ name }) => name === restorable.name);
    contents.push({ restorable, stores: snapshot ? await migrate(snapshot, restorable) : [] });
  }
  const known = new Set(restorables.map(({ name }) => name));
  const unknown = databases.map(({ name }) => name).filter((name) => !known.has(name));
  return { ...rest, contents, unknown };
}

/**
 * Puts a backup in the place of what is stored, while nobody else writes. Each database changes in one transaction, so
 * that a killed tab or a full disk leaves it as it was.
 * @throws StorageError when nothing was changed; BackupError `partly` when something was.
 */
export async function restoreBackup({ contents }: CheckedBackup): Promise<void> {
  const locks = new Set(contents.map(({ restorable }) => restorable.lock));
  await holding([...locks].sort(), async () => {
    const derived = contents.filter(({ restorable }) => restorable.derived);
    const before = await Promise.all(derived.map(({ restorable }) => snapshotOf(restorable.name)));
    for (const { restorable } of derived) await replace(restorable, []);
    let replaced = 0;
    try {
      for (const { restorable, stores } of contents) {
        if (restorable.derived) continue;
        await replace(restorable, stores);
        replaced++;
      }
    } catch (error) {
      if (replaced > 0) throw new BackupError('partly', { cause: error });
      for (const [i, { restorable }] of derived.entries()) await replace(restorable, before[i]?.stores ?? []);
      throw error;
    }
    for (const { restorable, stores } of derived) await replace(restorable, stores);
  });
}

async function replace(
  { name, migrations, merge }: Restorable,
  stores: readonly StoreSnapshot[]
): Promise<void> {
  if (merge && stores.length === 0) return;
  await using(name, migrations, async (database) => {
    if (!merge) {
      await replaceContents(database, stores);
      return;
    }
    // Brought up to date before it is read.
    await shapesOf(database);
    const present = (await snapshotOf(name))?.stores ?? [];
    const merged = merge(contentsOf(present), contentsOf(stores));
    const filled = present.map((store) => ({ ...store, records: [...(merged.get(store.name) ?? [])] }));
    await replaceContents(database, filled);
  });
}

function contentsOf(stores: readonly StoreSnapshot[]): StoreContents {
  return new Map(stores.map(({ name, records }) => [name, records]));
}

/** The stores of a backed-up database as the newest schema has them. */
async function migrate(
  { name, version, stores }: DatabaseSnapshot,
  restorable: Restorable
): Promise<StoreSnapshot[]> {
  const { migrations } = restorable;
  if (version > migrations.length) throw new BackupError('newer');
  const workshop = `${WORKSHOP}${name}-${crypto.randomUUID()}`;
  let migrated: readonly StoreSnapshot[] = stores;
  try {
    await using(workshop, migrations.slice(0, version), async (database) => {
      if (!sameShapes(await shapesOf(database), stores)) throw new BackupError('damaged');
      if (version < migrations.length) await replaceContents(database, stores);
    });
    if (version < migrations.length) {
      await using(workshop, migrations, (database) => shapesOf(database));
      migrated = (await snapshotOf(workshop))?.stores ?? [];
    }
  } catch (error) {
    // What an old schema could not hold, or its migrations could not carry on, was never ours.
    const told = error instanceof BackupError || error instanceof StorageError;
    throw told ? error : new BackupError('damaged', { cause: error });
  } finally {
    await deleteDB(workshop);
  }
  if (!restorable.accepts(contentsOf(migrated))) throw new BackupError('damaged');
  return [...migrated];
}

async function using<T>(
  name: string,
  migrations: Restorable['migrations'],
  work: (database: Database<DBSchema>) => Promise<T>
): Promise<T> {
  const database = new Database<DBSchema>(name, migrations);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

function sameShapes(a: readonly StoreShape[], b: readonly StoreShape[]): boolean {
  const describe = (shapes: readonly StoreShape[]) =>
    shapes.map(({ name, keyPath, autoIncrement }) => JSON.stringify([name, keyPath, autoIncrement])).sort();
  return JSON.stringify(describe(a)) === JSON.stringify(describe(b));
}

/** Always in the order of their names, so that two tabs never wait for each other. */
async function holding(locks: readonly string[], work: () => Promise<void>): Promise<void> {
  const [first, ...others] = locks;
  if (first === undefined) await work();
  else await withLock(first, () => holding(others, work));
}
