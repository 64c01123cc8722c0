import { seededRandom } from '../../src/lib/random/index.ts';
import { spotifyZip } from '../fixtures/spotify.ts';
import { type BrowserContext, type Page, expect, importReport, test, zipUpload } from './app.ts';

const ROWS = 60_000;
const KILLS = 20;
/** Printed, so that a run that failed can be seen again: KILL_SEED=... */
const SEED = Number(process.env['KILL_SEED'] ?? 4711);

// Recording twenty tabs, or keeping the app for offline use in each, would take longer than the test.
test.use({ trace: 'off', serviceWorkers: 'block' });

test('a tab that is killed during an import leaves all of it or nothing, and a retry completes', async ({
  browser,
  context,
  site
}) => {
  const made = spotifyZip({ rows: ROWS, seed: 41 });
  const upload = zipUpload('my_spotify_data.zip', made.bytes);
  const start = async (tab: Page) => {
    await open(tab, site);
    await tab.getByLabel('Import listening history').setInputFiles(upload);
  };

  // What an import that nobody disturbs leaves, and how long it takes.
  const undisturbed = await browser.newContext({ serviceWorkers: 'block' });
  const tab = await undisturbed.newPage();
  await open(tab, site);
  const nothing = await stored(undisturbed, site);
  await start(tab);
  const startedAt = performance.now();
  await expect(importReport(tab)).toBeVisible({ timeout: 60_000 });
  // The first import of a browser is its slowest, so this is only where the aim begins.
  let duration = performance.now() - startedAt;
  await tab.close();
  const whole = await stored(undisturbed, site);
  await undisturbed.close();
  expect(whole).toMatchObject({ plays: made.expected.plays, skips: made.expected.skips, imports: 1 });

  console.log(`seed ${SEED}, an import takes ${duration.toFixed(0)} ms`);
  const random = seededRandom(SEED);
  const outcomes = { nothing: 0, everything: 0 };
  for (let kill = 0; kill < KILLS; kill++) {
    // Half of them while it is being stored, near the end.
    const share = kill % 2 === 0 ? random.uniform() : 0.6 + 0.4 * random.uniform();
    const victim = await context.newPage();
    await start(victim);
    await new Promise((resolve) => setTimeout(resolve, share * duration));
    await end(victim, kill % 4 < 2);
    const left = await stored(context, site);
    if (left.imports === 0) {
      expect(left, `killed at ${share}`).toEqual(nothing);
      outcomes.nothing++;
      duration *= 1.05;
    } else {
      expect(left, `killed at ${share}`).toEqual(whole);
      outcomes.everything++;
      duration *= 0.85;
      await empty(context, site);
    }
  }
  console.log(`nothing left: ${outcomes.nothing}, everything: ${outcomes.everything}`);
  expect(outcomes.nothing, 'kills that came in time').toBeGreaterThan(KILLS / 4);

  const retry = await context.newPage();
  await start(retry);
  await expect(importReport(retry)).toBeVisible({ timeout: 60_000 });
  expect(await stored(context, site)).toEqual(whole);
});

/** Opens the History page and waits until the app has made its database. */
async function open(tab: Page, site: string): Promise<void> {
  await tab.goto(`${site}/history/`);
  const version = () =>
    tab.evaluate(async () => {
      const databases = await indexedDB.databases();
      return databases.find(({ name }) => name === 'earshot-history')?.version ?? 0;
    });
  await expect.poll(version).toBeGreaterThan(0);
}

/** Closes a tab without asking it, or lets its process crash. */
async function end(tab: Page, crash: boolean): Promise<void> {
  if (crash) {
    const devtools = await tab.context().newCDPSession(tab);
    const crashed = tab.waitForEvent('crash');
    // Nobody is left to answer.
    devtools.send('Page.crash').catch(() => undefined);
    await crashed;
  }
  await tab.close();
}

interface Stored {
  /** As the summary has them. */
  plays: number;
  skips: number;
  imports: number;
  /** Of everything, but for the times of the imports. */
  digest: string;
}

/** What the database holds, read by a page that has nothing of the app in it. */
async function stored(context: BrowserContext, site: string): Promise<Stored> {
  return await inPlainPage(context, site, async (page) =>
    page.evaluate(async () => {
      const done = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => {
            resolve(request.result);
          };
          request.onerror = () => {
            reject(request.error ?? new Error('not read'));
          };
        });
      const db = await done(indexedDB.open('earshot-history'));
      const all: Record<string, unknown[]> = {};
      for (const name of db.objectStoreNames) {
        const store = db.transaction(name).objectStore(name);
        const keys = await done(store.getAllKeys());
        const values = (await done(store.getAll())) as unknown[];
        all[name] = values.map((value, i) => [keys[i], value]);
      }
      db.close();
      const text = JSON.stringify(all, (key, value: unknown) =>
        key === 'importedAt' ? 0 : ArrayBuffer.isView(value) ? Array.from(value as Uint8Array) : value
      );
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
      const [[, summary] = []] = (all['meta'] ?? []) as [string, { plays: number; skips: number }][];
      return {
        plays: summary?.plays ?? 0,
        skips: summary?.skips ?? 0,
        imports: (all['imports'] ?? []).length,
        digest: Array.from(new Uint8Array(digest)).join()
      };
    })
  );
}

async function empty(context: BrowserContext, site: string): Promise<void> {
  await inPlainPage(context, site, (page) =>
    page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const request = indexedDB.deleteDatabase('earshot-history');
          request.onsuccess = () => {
            resolve();
          };
          request.onerror = () => {
            reject(request.error ?? new Error('not deleted'));
          };
        })
    )
  );
}

async function inPlainPage<T>(
  context: BrowserContext,
  site: string,
  work: (page: Page) => Promise<T>
): Promise<T> {
  const page = await context.newPage();
  await page.goto(`${site}/robots.txt`);
  const result = await work(page);
  await page.close();
  return result;
}
