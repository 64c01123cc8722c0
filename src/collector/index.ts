import { getRequestListener } from '@hono/node-server';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createApp } from './app.ts';
import { openEmbedded, openPostgres } from './database.ts';
import { createLimiter } from './limiter.ts';
import { openStore } from './store.ts';

/** The collector as Node's http server takes it. */
export interface Collector {
  /** Whether a request for this path is the collector's. */
  readonly handles: (path: string) => boolean;
  readonly listener: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  close(): Promise<void>;
}

export interface CollectorOptions {
  /** Where the embedded database keeps its data. */
  folder: string;
  /** Another Postgres instead, with its number of shards. */
  postgres?: { url: string; shards: number };
  /** Requests that one address can make at once, and gains each second. */
  limit?: { burst: number; perSecond: number };
}

const PATHS = new Set(['/collect', '/estimates', '/estimates.css', '/estimates.json']);
/** A household reports some 30 times a week; many households can share one address. */
const LIMIT = { burst: 300, perSecond: 5 };
const ADDRESSES = 50_000;
const STYLES = ['../app.css', './page.css'];

/**
 * Opens the collector with the clock and the randomness of this machine.
 * @throws Error when the database cannot be opened
 */
export async function openCollector({
  folder,
  postgres,
  limit = LIMIT
}: CollectorOptions): Promise<Collector> {
  const styles = STYLES.map((file) => readFile(new URL(file, import.meta.url), 'utf8'));
  const css = (await Promise.all(styles)).join('\n');
  const db = postgres ? openPostgres(postgres.url, postgres.shards) : await openEmbedded(folder);
  const store = await openStore(db);
  const now = () => Date.now();
  const allow = createLimiter({ now, drawKey: () => randomBytes(32), addresses: ADDRESSES, ...limit });
  const app = createApp({ store, now, allow, css });
  return {
    handles: (path) => PATHS.has(path),
    listener: getRequestListener(app.fetch, { overrideGlobalObjects: false }),
    close: () => store.close()
  };
}
