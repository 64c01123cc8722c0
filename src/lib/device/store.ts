import type { DBSchema } from 'idb';
import type { Choice, Memory } from '../compute/index.ts';
import { Database, type Migration } from '../storage/index.ts';
import type { Measurement } from './measurement.ts';

interface DeviceSchema extends DBSchema {
  /** One document, under the key `last`. */
  measurement: { key: string; value: unknown };
  /** The ladder's choices, by browser and adapters. */
  choice: { key: string; value: Choice };
  /** The ways to train that were fastest, by browser, adapters and the network's sizes. */
  route: { key: string; value: string };
}

export const DEVICE_DATABASE = 'earshot-device';

const KEY = 'last';
const MIGRATIONS: readonly Migration<DeviceSchema>[] = [
  (db) => {
    db.createObjectStore('measurement');
    db.createObjectStore('choice');
  },
  (db) => {
    db.createObjectStore('route');
  }
];

/** What was found out about this device: it stays here, and out of backups, which another device may read. */
export class DeviceStore {
  readonly #database: Database<DeviceSchema>;

  constructor(name = DEVICE_DATABASE) {
    this.#database = new Database(name, MIGRATIONS);
  }

  /** The last measurement, or undefined where there is none that this version can read. */
  async measurement(): Promise<Measurement | undefined> {
    const stored = await this.#database.use((db) => db.get('measurement', KEY));
    if (stored === undefined) return undefined;
    const { parseMeasurement } = await import('./stored-measurement.ts');
    return parseMeasurement(stored);
  }

  async saveMeasurement(measurement: Measurement): Promise<void> {
    await this.#database.use((db) => db.put('measurement', measurement, KEY));
  }

  /** For the ladder. A choice that does not fit does no harm: its rung is not found, or does not pass the gate. */
  get choices(): Memory<Choice> {
    return this.#memory('choice');
  }

  /** For training; the same holds. */
  get routes(): Memory<string> {
    return this.#memory('route');
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  #memory<Name extends 'choice' | 'route'>(store: Name): Memory<DeviceSchema[Name]['value']> {
    return {
      get: (key) => this.#database.use((db) => db.get(store, key)),
      set: async (key, choice) => {
        await this.#database.use((db) => db.put(store, choice, key));
      }
    };
  }
}
