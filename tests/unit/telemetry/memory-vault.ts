import type { StoreContents, StoredRecord } from '$lib/storage/index.ts';
import {
  type Books,
  type Change,
  DEFAULT_CAPS,
  type Delivery,
  telemetryBackup,
  type Vault,
  type Write
} from '$lib/telemetry/index.ts';

type Store = Write['store'];

const KEYS: Readonly<Record<Store, readonly string[]>> = {
  consents: ['metric'],
  ledger: ['metric', 'period'],
  answers: ['metric', 'period'],
  outbox: ['key'],
  withheld: ['metric', 'period'],
  settings: ['name'],
  deliveries: ['key', 'attempt']
};
const STORES = Object.keys(KEYS) as Store[];

/** The books as a transactional store would keep them, in memory. */
export class MemoryVault implements Vault {
  #stores = emptyStores();

  read(): Promise<Books> {
    return Promise.resolve(this.#books());
  }

  change<T>(decide: (books: Books) => Change<T>): Promise<T> {
    // Without a pause from reading to writing, as in a transaction.
    return new Promise((resolve) => {
      const { writes, result } = decide(this.#books());
      const before = this.#stores;
      this.#stores = new Map(STORES.map((store) => [store, new Map(before.get(store))]));
      try {
        for (const each of writes) this.#write(each);
      } catch (error) {
        this.#stores = before;
        throw error;
      }
      resolve(result);
    });
  }

  #books(): Books {
    const all = (store: Store) => [...this.#store(store).values()];
    const [caps = DEFAULT_CAPS] = all('settings') as Books['caps'][];
    return {
      consents: all('consents'),
      ledger: all('ledger'),
      answers: all('answers'),
      outbox: all('outbox'),
      withheld: all('withheld'),
      caps: { week: caps.week, year: caps.year }
    } as Books;
  }

  deliveries(): Promise<Delivery[]> {
    return Promise.resolve([...this.#store('deliveries').values()] as Delivery[]);
  }

  backUp(): Promise<StoreContents> {
    return Promise.resolve(
      new Map(STORES.map((name) => [name, [...this.#store(name)].map(([key, value]) => record(key, value))]))
    );
  }

  restore(backup: StoreContents): Promise<void> {
    const records = [...this.#stores].map(
      ([name, all]) => [name, [...all].map(([key, value]) => record(key, value))] as const
    );
    const merged = telemetryBackup.merge?.(new Map(records), backup) ?? backup;
    this.#stores = new Map(
      STORES.map((name) => [
        name,
        new Map(merged.get(name)?.map(({ key, value }) => [JSON.stringify(key), value]))
      ])
    );
    return Promise.resolve();
  }

  #store(name: Store): Map<string, unknown> {
    return this.#stores.get(name) ?? new Map<string, unknown>();
  }

  #write(change: Write): void {
    const store = this.#store(change.store);
    if ('delete' in change) {
      store.delete(JSON.stringify(change.delete));
      return;
    }
    const value = ('add' in change ? change.add : change.put) as unknown as Record<string, unknown>;
    const parts = KEYS[change.store].map((field) => value[field]);
    const key = JSON.stringify(parts.length === 1 ? parts[0] : parts);
    if ('add' in change && store.has(key)) throw new DOMException('There is one already.', 'ConstraintError');
    store.set(key, value);
  }
}

function emptyStores(): Map<Store, Map<string, unknown>> {
  return new Map(STORES.map((store) => [store, new Map<string, unknown>()]));
}

function record(key: string, value: unknown): StoredRecord {
  return { key: JSON.parse(key) as IDBValidKey, value };
}
