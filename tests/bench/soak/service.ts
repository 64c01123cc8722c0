import { getRequestListener } from '@hono/node-server';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../../src/collector/app.ts';
import { openEmbedded } from '../../../src/collector/database.ts';
import { openStore } from '../../../src/collector/store.ts';
import type { ServeOptions } from '../../../src/server/serve.ts';

/** The collector on a clock of its own, which remembers what it was sent. */
export interface Service {
  collector: NonNullable<ServeOptions['collector']>;
  /** Bodies that it took, and how it answered. */
  received: { body: string; status: number }[];
  close: () => Promise<void>;
}

/** @param now ms since epoch */
export async function openService(now: () => number): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-soak-'));
  const store = await openStore(await openEmbedded(folder));
  const app = createApp({ store, now, allow: () => true, css: '' });
  const received: Service['received'] = [];
  const listener = getRequestListener(
    async (request, env) => {
      const body = await request.clone().text();
      const response = await app.fetch(request, env);
      received.push({ body, status: response.status });
      return response;
    },
    { overrideGlobalObjects: false }
  );
  return {
    collector: { handles: (path) => path === '/collect', listener },
    received,
    close: async () => {
      await store.close();
      await rm(folder, { recursive: true });
    }
  };
}
