import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCollector, type Collector } from '../../../src/collector/index.ts';
import { encodeReport, weekOf } from '../../../src/lib/telemetry/index.ts';
import { serve, type Site } from '../../../src/server/serve.ts';
import { makeReport } from './reports.ts';

let root: string;
let collector: Collector;
let site: Site;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'earshot-collector-'));
  await Promise.all([
    writeFile(join(root, '_headers'), '/*\n  X-App: yes\n'),
    writeFile(join(root, 'index.html'), 'app'),
    writeFile(join(root, '404.html'), 'not here')
  ]);
  collector = await openCollector({ folder: join(root, 'data'), limit: { burst: 12, perSecond: 0 } });
  site = await serve({ root, port: 0, collector });
});
afterAll(async () => {
  await site.close();
  await collector.close();
  await rm(root, { recursive: true });
});

const send = (body: BodyInit) => fetch(`${site.url}/collect`, { method: 'POST', body });

test('the app and the collector share an origin', async () => {
  expect(await (await fetch(site.url)).text()).toBe('app');
  // The one place where the clock of this machine counts.
  const report = encodeReport(makeReport({ period: weekOf(Date.now()) }));
  expect((await send(report)).status).toBe(202);
  expect((await send(report)).status).toBe(200);
  expect((await send('{}')).status).toBe(400);
  expect((await send('x'.repeat(3000))).status).toBe(413);
  const page = await fetch(`${site.url}/estimates`);
  expect(page.headers.get('X-App')).toBeNull();
  expect(await page.text()).toContain('What the reports say');
  expect(await (await fetch(`${site.url}/estimates.css`)).text()).toContain('--accent');
});

test('an address that asks too often is told so, and the app is not closed to it', async () => {
  const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await send('{}')).status));
  expect(statuses).toContain(429);
  expect((await fetch(site.url)).status).toBe(200);
});

test('without a collector its paths are nothing', async () => {
  const plain = await serve({ root, port: 0 });
  expect((await fetch(`${plain.url}/collect`, { method: 'POST', body: '{}' })).status).toBe(404);
  expect((await fetch(`${plain.url}/estimates`)).status).toBe(404);
  await plain.close();
});
