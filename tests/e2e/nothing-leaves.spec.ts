import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Worker } from '@playwright/test';
import { serve } from '../../src/server/serve.ts';
import { spotifyZip } from '../fixtures/spotify.ts';
import { chromiumArgs, findChromium } from '../tools/chromium.ts';
import {
  expect,
  importFiles,
  type Page,
  readyOffline,
  ROUTES,
  settledTitles,
  test,
  zipUpload
} from './app.ts';

/**
 * What Chromium does of its own accord, whatever the page: it asks Google about the shape of every form, and before
 * that about the time, the search page and the like.
 */
const BROWSERS_OWN = [
  'AutofillServerCommunication',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'MediaRouter'
];

/** An address of another origin that counts who calls. */
async function stranger() {
  let calls = 0;
  const server = createServer((request, response) => {
    // Browsers ask for an icon on their own, whenever they like.
    if (request.url === '/') calls++;
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.end('caught');
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    calls: () => calls,
    close: () => {
      server.close();
    }
  };
}

test("the browser's own log shows no request to another origin in a full session", async ({ site }) => {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-netlog-'));
  const log = join(folder, 'net.json');
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: findChromium() ?? '',
    args: [...chromiumArgs, `--disable-features=${BROWSERS_OWN.join()}`, `--log-net-log=${log}`],
    baseURL: site
  });
  const page = await context.newPage();
  await importFiles(page, zipUpload('my_spotify_data.zip', spotifyZip({ rows: 1500, seed: 31 }).bytes));
  await settledTitles(page);
  await readyOffline(page);
  for (const route of ROUTES) await page.goto(route, { waitUntil: 'networkidle' });
  await page.goto('/');
  await page
    .getByRole('button', { name: /Not for me/ })
    .first()
    .click();
  await context.close();

  const asked = requestsIn(await readFile(log, 'utf8')).filter((url) => /^(https?|wss?):/.test(url));
  await rm(folder, { recursive: true });
  // The log must have seen the app itself, its workers and its WebAssembly, or it proves nothing.
  expect(asked).toContain(`${site}/`);
  expect(asked.filter((url) => url.endsWith('.wasm'))).not.toEqual([]);
  expect(asked.filter((url) => url.includes('worker'))).not.toEqual([]);
  expect(asked.filter((url) => !url.startsWith(`${site}/`))).toEqual([]);
});

test('the policy stops pages and workers from reaching another origin', async ({ page, site }) => {
  const other = await stranger();
  // The same call from a page without our policy arrives: the counter counts.
  await page.goto(other.url);
  const before = other.calls();
  expect(before).toBeGreaterThan(0);

  await page.goto('/history/');
  await readyOffline(page);
  expect(await page.evaluate(attempt, other.url)).toBe('blocked');
  const picture = (url: string) =>
    new Promise<string>((resolve) => {
      const image = new Image();
      image.onload = () => {
        resolve('sent');
      };
      image.onerror = () => {
        resolve('blocked');
      };
      image.src = url;
    });
  expect(await page.evaluate(picture, other.url)).toBe('blocked');

  const started = trainingWorker(page);
  await page.goto('/');
  await page.getByRole('button', { name: 'Try it with a sample listener' }).click();
  const worker = await started;
  expect(worker.url()).toContain(site);
  expect(await worker.evaluate(attempt, other.url)).toBe('blocked');
  expect(other.calls()).toBe(before);
  other.close();
});

test('on a host that sends no headers, the service worker gives workers their policy', async ({ page }) => {
  const root = await mkdtemp(join(tmpdir(), 'earshot-bare-'));
  await cp('build', root, { recursive: true });
  await writeFile(join(root, '_headers'), '');
  const [server, other] = await Promise.all([serve({ root, port: 0 }), stranger()]);
  await page.goto(server.url);
  await readyOffline(page);
  const started = trainingWorker(page);
  await page.getByRole('button', { name: 'Try it with a sample listener' }).click();
  expect(await (await started).evaluate(attempt, other.url)).toBe('blocked');
  expect(other.calls()).toBe(0);
  other.close();
  await server.close();
  await rm(root, { recursive: true });
});

/** The next worker that trains: others end as soon as their work is done. */
function trainingWorker(page: Page): Promise<Worker> {
  return page.waitForEvent('worker', (worker) => worker.url().includes('training.worker'));
}

/** Runs in a page or worker: tries to send something to a URL. */
function attempt(url: string): Promise<string> {
  return fetch(url, { mode: 'no-cors' }).then(
    () => 'sent',
    () => 'blocked'
  );
}

/**
 * Every URL that a request was started for on behalf of a page or worker, from a Chromium network log. Requests
 * of the browser itself (its updates, its account service) have no initiator and another site than ours.
 */
function requestsIn(text: string): string[] {
  const log = JSON.parse(text) as {
    constants: { logEventTypes: Record<string, number> };
    events: { type: number; params?: { url?: string; initiator?: string; network_isolation_key?: string } }[];
  };
  const started = log.constants.logEventTypes['URL_REQUEST_START_JOB'];
  return log.events.flatMap(({ type, params }) =>
    type === started &&
    params?.url &&
    (params.initiator !== 'not an origin' || params.network_isolation_key?.startsWith('http://localhost'))
      ? [params.url]
      : []
  );
}
