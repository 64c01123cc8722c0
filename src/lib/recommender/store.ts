import type { DBSchema } from 'idb';
import { Database, type Migration } from '../storage/index.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { StoredModel } from './model-file/model-file.ts';
import type { Outcome } from './types.ts';

interface ModelSchema extends DBSchema {
  /** One document each, under the key `current`. */
  outcome: { key: string; value: unknown };
  checkpoint: { key: string; value: unknown };
}

const KEY = 'current';
const CHANNEL = 'earshot-model';
/** A store that the schema knew once. */
const FORMER_ROUTE = 'route' as never;

export const MIGRATIONS: readonly Migration<ModelSchema>[] = [
  (db) => {
    db.createObjectStore('outcome');
    db.createObjectStore('checkpoint');
  },
  // Which way to train was fastest: now kept with what else is known about the device.
  (db) => {
    db.createObjectStore(FORMER_ROUTE);
  },
  (db) => {
    db.deleteObjectStore(FORMER_ROUTE);
  }
];

/** The model's place on disk: what serves now, and how far training has come. */
export class ModelStore {
  readonly #database: Database<ModelSchema>;

  constructor(name = 'earshot-model') {
    this.#database = new Database(name, MIGRATIONS);
  }

  /** The stored outcome, or undefined where there is none that this version can read. */
  async outcome(): Promise<Outcome | undefined> {
    const stored = await this.#database.use((db) => db.get('outcome', KEY));
    if (stored === undefined) return undefined;
    // A first visit has nothing to check, so it paints without the means to.
    const { parseOutcome } = await import('./stored-outcome.ts');
    return parseOutcome(stored);
  }

  async saveOutcome(outcome: Outcome): Promise<void> {
    await this.#database.use((db) => db.put('outcome', outcome, KEY));
    announce();
  }

  /** The stored checkpoint as it is; `usableCheckpoint` decides whether it fits. */
  async checkpoint(): Promise<unknown> {
    return await this.#database.use((db) => db.get('checkpoint', KEY));
  }

  async saveCheckpoint(checkpoint: Checkpoint): Promise<void> {
    await this.#database.use((db) => db.put('checkpoint', checkpoint, KEY));
  }

  /** Puts another model in the place of this one, all of it or nothing. */
  async replace({ outcome, checkpoint }: StoredModel): Promise<void> {
    await this.#database.use(async (db) => {
      const transaction = db.transaction(['outcome', 'checkpoint'], 'readwrite');
      const checkpoints = transaction.objectStore('checkpoint');
      await Promise.all([
        transaction.objectStore('outcome').put(outcome, KEY),
        checkpoint === undefined ? checkpoints.delete(KEY) : checkpoints.put(checkpoint, KEY),
        transaction.done
      ]);
    });
    announce();
  }

  /** Forgets outcome and checkpoint, so that the next training starts from nothing. */
  async clear(): Promise<void> {
    await this.#database.use(async (db) => {
      const transaction = db.transaction(['outcome', 'checkpoint'], 'readwrite');
      await Promise.all([
        transaction.objectStore('outcome').clear(),
        transaction.objectStore('checkpoint').clear(),
        transaction.done
      ]);
    });
    announce();
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}

/** Calls `listener` whenever an outcome was stored or forgotten, here or in another tab. */
export function onModelChanged(listener: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = listener;
  return () => {
    channel.close();
  };
}

function announce(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage('changed');
  channel.close();
}
