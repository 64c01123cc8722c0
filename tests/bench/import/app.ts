import type { Locator, Page } from 'playwright';
import { openBrowser } from '../browser.ts';
import { type Peak, watchMemory } from './memory.ts';
import type { Chosen } from './paths.ts';
import { measurePlaysPage, type PlaysPage } from './plays-page.ts';

/** What an import does to the page around it. */
export interface AppRun {
  peak: Peak;
  /** From choosing the files until the page shows their report. */
  ms: number;
  /** Longest task of the page's main thread as the browser reports it, ms; 0 where none took more than 50. */
  longTask: number;
  /** Longest time in which a timer of 5 ms did not fire, ms: also what the browser calls no task, and a busy machine. */
  stall: number;
  /** From navigation to the totals of the stored plays, ms; absent where there are none. */
  open?: number;
  /** Longest main-thread task of that and of the charts, ms, as `longTask`. */
  openLongTask?: number;
  /** From navigation until the charts show all plays, ms. */
  charts?: number;
  plays?: PlaysPage;
  /** The browser. */
  version: string;
}

/**
 * Imports into the built app, in a browser that has nothing else to do, until the page shows the report.
 * @param options.open whether to measure how the page opens with what is stored then, too.
 */
export async function measureApp(
  url: string,
  chosen: Chosen,
  options: { open?: boolean } = {}
): Promise<AppRun> {
  const browser = await openBrowser();
  try {
    const { page } = browser;
    await page.addInitScript({ path: 'tests/bench/import/main-thread.js' });
    await page.goto(`${url}/history/`, { waitUntil: 'networkidle' });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('HeapProfiler.collectGarbage');
    await page.evaluate(() => {
      mainThread.reset();
    });
    const startedAt = performance.now();
    const peak = await watchMemory(browser.profile, async () => {
      await page.getByLabel('Import listening history').setInputFiles(chosen.files);
      await page.getByRole('list', { name: 'Files' }).first().waitFor({ timeout: 600_000 });
    });
    const ms = performance.now() - startedAt;
    const { longTask, stall } = await page.evaluate(() => mainThread.read());
    const opening = options.open && (await shown(totals(page))) ? await measureOpening(page, url) : {};
    return { peak, ms, longTask, stall, version: browser.version, ...opening };
  } finally {
    await browser.close();
  }
}

async function measureOpening(page: Page, url: string) {
  await page.goto('about:blank');
  const startedAt = performance.now();
  await page.goto(`${url}/history/`, { waitUntil: 'commit' });
  await totals(page).waitFor({ timeout: 120_000 });
  const open = performance.now() - startedAt;
  await page.getByRole('heading', { name: 'Day by day' }).waitFor({ timeout: 120_000 });
  const charts = performance.now() - startedAt;
  await page.waitForLoadState('networkidle');
  const { longTask } = await page.evaluate(() => mainThread.read());
  return { open, charts, openLongTask: longTask, plays: await measurePlaysPage(page, url) };
}

/** There once the stored plays are counted. */
function totals(page: Page): Locator {
  return page.getByRole('region', { name: 'What is here' });
}

async function shown(locator: Locator): Promise<boolean> {
  return locator.waitFor({ timeout: 10_000 }).then(
    () => true,
    () => false
  );
}

/** In the page, see `main-thread.js`. */
declare const mainThread: {
  reset(): void;
  /** Longest since then, ms. */
  read(): { longTask: number; stall: number };
};
