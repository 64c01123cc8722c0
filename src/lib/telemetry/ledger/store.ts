import type { IDBPDatabase } from 'idb';
import { Database, withLock } from '../../storage/index.ts';
import type { Books, Change, Delivery, Vault, Write } from './books.ts';
import { DEFAULT_CAPS } from './caps.ts';
import { tellTelemetryChanged } from './changes.ts';
import { migrations, TELEMETRY_DATABASE, type TelemetrySchema } from './schema.ts';

const BOOKS = ['consents', 'ledger', 'answers', 'outbox', 'withheld', 'settings'] as const;

/** The books in this browser; any number of these may be open, in any tabs. Methods throw StorageError. */
export class TelemetryStore implements Vault {
  readonly #database: Database<TelemetrySchema>;

  constructor(name = TELEMETRY_DATABASE) {
    this.#database = new Database(name, migrations);
  }

  async read(): Promise<Books> {
    return await this.#database.use((db) => readBooks(db.transaction(BOOKS)));
  }

  async change<T>(decide: (books: Books) => Change<T>): Promise<T> {
    let changed: Change<T> | undefined;
    await withLock(this.#database.name, async () => {
      changed = await this.#database.use((db) => changeBooks(db, decide));
    });
    if (!changed) throw new Error('the lock was not granted');
    if (changed.writes.length > 0) tellTelemetryChanged();
    return changed.result;
  }

  /** Every time that bytes left, oldest first. */
  async deliveries(): Promise<Delivery[]> {
    const all = await this.#database.use((db) => db.getAll('deliveries'));
    return all.sort((a, b) => a.at - b.at);
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}

/** One transaction, which is over only when the disk has it. */
async function changeBooks<T>(
  db: IDBPDatabase<TelemetrySchema>,
  decide: (books: Books) => Change<T>
): Promise<Change<T>> {
  const transaction = db.transaction([...BOOKS, 'deliveries'], 'readwrite', { durability: 'strict' });
  const writes: Promise<unknown>[] = [];
  try {
    const change = decide(await readBooks(transaction));
    for (const each of change.writes) writes.push(write(transaction, each));
    await Promise.all([...writes, transaction.done]);
    return change;
  } catch (error) {
    abort(transaction);
    await Promise.allSettled([...writes, transaction.done]);
    // The writes only hear that the transaction has failed; it alone knows why.
    throw transaction.error ?? error;
  }
}

type Stores = (typeof BOOKS)[number] | 'deliveries';
interface Transaction {
  objectStore(name: Stores): unknown;
}

async function readBooks(transaction: Transaction): Promise<Books> {
  const all = async <Name extends (typeof BOOKS)[number]>(name: Name) =>
    await (transaction.objectStore(name) as { getAll(): Promise<TelemetrySchema[Name]['value'][]> }).getAll();
  const [consents, ledger, answers, outbox, withheld, settings] = await Promise.all([
    all('consents'),
    all('ledger'),
    all('answers'),
    all('outbox'),
    all('withheld'),
    all('settings')
  ]);
  const { week, year } = settings[0] ?? DEFAULT_CAPS;
  return { consents, ledger, answers, outbox, withheld, caps: { week, year } };
}

function write(transaction: Transaction, change: Write): Promise<unknown> {
  // Which records go into which store, the type of `change` has settled.
  const store = transaction.objectStore(change.store) as {
    add(value: unknown): Promise<unknown>;
    put(value: unknown): Promise<unknown>;
    delete(key: unknown): Promise<unknown>;
  };
  if ('add' in change) return store.add(change.add);
  return 'put' in change ? store.put(change.put) : store.delete(change.delete);
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It has failed by itself already.
  }
}
