import type { DBSchema } from 'idb';
import * as v from 'valibot';
import { Database, type Migration } from '../storage/index.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Metrics, Outcome, PartId } from './types.ts';

interface ModelSchema extends DBSchema {
  /** One document each, under the key `current`. */
  outcome: { key: string; value: unknown };
  checkpoint: { key: string; value: unknown };
}

const KEY = 'current';
const CHANNEL = 'earshot-model';

export const MIGRATIONS: readonly Migration<ModelSchema>[] = [
  (db) => {
    db.createObjectStore('outcome');
    db.createObjectStore('checkpoint');
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
    const parsed = v.safeParse(outcomeSchema, stored);
    return parsed.success ? (parsed.output as Outcome) : undefined;
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

const partId = v.picklist([
  'most-recent',
  'most-frequent',
  'base-level',
  'sequence-network'
] satisfies PartId[]);
const song = v.object({
  key: v.string(),
  artist: v.string(),
  title: v.string(),
  album: v.optional(v.string()),
  uri: v.optional(v.string())
});
const metrics = v.object({
  'hr@5': v.number(),
  'hr@10': v.number(),
  'hr@20': v.number(),
  'ndcg@5': v.number(),
  'ndcg@10': v.number(),
  'ndcg@20': v.number(),
  mrr: v.number()
} satisfies Record<keyof Metrics, unknown>);
const past = { plays: v.number(), lastPlayedAt: v.number() };
const reason = v.variant('kind', [
  v.object({ kind: v.literal('returning'), ...past }),
  v.object({
    kind: v.literal('follows'),
    after: song,
    afterPlayedAt: v.number(),
    times: v.number(),
    ...past
  }),
  v.object({ kind: v.literal('because'), song, playedAt: v.number(), ...past })
]);
const outcomeSchema = v.object({
  revision: v.number(),
  createdAt: v.number(),
  settled: v.boolean(),
  serving: partId,
  note: v.optional(v.picklist(['too_few_plays', 'training_cancelled', 'training_failed'])),
  evaluation: v.optional(
    v.object({
      cases: v.number(),
      heldOut: v.number(),
      candidates: v.number(),
      from: v.number(),
      to: v.number(),
      parts: v.record(partId, v.optional(metrics))
    })
  ),
  recommendations: v.array(v.object({ song, reason })),
  network: v.optional(
    v.object({
      backend: v.string(),
      seed: v.number(),
      songs: v.number(),
      parameters: v.number(),
      epochs: v.number(),
      seconds: v.number(),
      curve: v.array(v.object({ epoch: v.number(), loss: v.number(), validation: v.number() }))
    })
  )
});
