import type { DBSchema } from 'idb';
import type { Migration } from '../../storage/index.ts';
import type { Answer, Consent, Delivery, Entry, Queued, Withheld } from './books.ts';
import type { Caps } from './caps.ts';

export const TELEMETRY_DATABASE = 'earshot-telemetry';

type About = [metric: string, period: string];

export interface TelemetrySchema extends DBSchema {
  consents: { key: string; value: Consent };
  ledger: { key: About; value: Entry };
  answers: { key: About; value: Answer };
  outbox: { key: string; value: Queued };
  withheld: { key: About; value: Withheld };
  settings: { key: string; value: Caps & { name: 'caps' } };
  /** The log of every byte that left. */
  deliveries: { key: [key: string, attempt: number]; value: Delivery };
}

/** From nothing to the newest schema. Steps are never changed, only added. */
export const migrations: readonly Migration<TelemetrySchema>[] = [
  (db) => {
    db.createObjectStore('consents', { keyPath: 'metric' });
    for (const name of ['ledger', 'answers', 'withheld'] as const)
      db.createObjectStore(name, { keyPath: ['metric', 'period'] });
    db.createObjectStore('outbox', { keyPath: 'key' });
    db.createObjectStore('settings', { keyPath: 'name' });
    db.createObjectStore('deliveries', { keyPath: ['key', 'attempt'] });
  }
];
