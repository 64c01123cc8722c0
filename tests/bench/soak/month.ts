import type { BrowserContext, Page } from 'playwright';
import type { SeededRandom } from '../../../src/lib/random/index.ts';
import { readBooks } from './books.ts';
import { crash, giveFile, hear, heapOf, likeOne, listensOf, settled, skip, walkTo } from './listener.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** Plays in the file of each day. */
const DAILY = 40;
const SKIPS = 2;
const DOWNLOAD = 'my_spotify_data.zip';
const QUESTIONS = ['Minutes listened', 'Skips'];

export interface Month {
  context: BrowserContext;
  site: string;
  days: number;
  /** Start of the first day, ms since epoch. */
  first: number;
  /** The download that everything begins with. */
  history: Buffer;
  random: SeededRandom;
  setNow: (time: number) => void;
  /** Puts another version of the app in place. */
  release: (number: number) => Promise<void>;
  tell: (line: string) => void;
}

/** Errors of pages, in their own words. */
export type Faults = string[];

/** What was done, and measured at the end of each day. */
export interface Lived {
  plays: number;
  skips: number;
  likes: number;
  killed: number;
  updates: number;
  /** Files that were imported. */
  files: string[];
  /** Lists that were seen to settle. */
  settled: number;
  /** Bytes of the origin, a figure a day. */
  stored: number[];
  /** Bytes that are needed in the one tab of the last third. */
  heaps: number[];
  faults: Faults;
}

export async function liveThrough(month: Month): Promise<Lived> {
  const { context, site, days, tell } = month;
  const lived: Lived = {
    plays: 0,
    skips: 0,
    likes: 0,
    killed: 0,
    updates: 0,
    files: [],
    settled: 0,
    stored: [],
    heaps: [],
    faults: []
  };
  await context.clock.install({ time: month.first });
  /** From here on one tab. */
  const longFrom = Math.ceil((2 * days) / 3);
  let tab: Page | undefined;
  for (let day = 0; day < days; day++) {
    const start = month.first + day * DAY;
    const morning = start + 9 * HOUR;
    month.setNow(morning);
    // Timers of a tab that is open fire on the way to the next day.
    if (tab) await context.clock.fastForward(morning - (await tab.evaluate(() => Date.now())));
    else await context.clock.setSystemTime(morning);
    tab ??= await open(month, lived);
    if (day === 0) await begin(tab, month, lived);
    const file = listensOf(day, start, DAILY);
    const name = `day-${day}.jsonl`;
    await walkTo(tab, 'history/');
    if (day % 3 === 1 && day < longFrom) {
      await giveFile(tab, name, 'application/jsonl', file);
      await tab.waitForTimeout(month.random.below(400));
      await crash(tab);
      lived.killed++;
      tab = await open(month, lived);
      await walkTo(tab, 'history/');
    }
    await giveFile(tab, name, 'application/jsonl', file);
    lived.plays += DAILY;
    await imported(tab, site, name);
    lived.files.push(name);

    await walkTo(tab, '');
    await settled(tab);
    lived.settled++;
    await likeOne(tab);
    lived.likes++;

    await walkTo(tab, 'catalogue/');
    await tab.getByRole('button', { name: 'Play Drift' }).click();
    for (let skips = 0; skips < SKIPS; skips++) {
      await hear(tab, 1);
      await skip(tab);
      lived.skips++;
    }
    if (day % 7 === 3 && day < longFrom) {
      await hear(tab, 33);
      await crash(tab);
      lived.plays++;
      lived.killed++;
      tab = undefined;
    } else {
      await hear(tab, 1);
      await tab.getByRole('button', { name: 'Pause' }).click();
    }
    if (tab && day < longFrom && day % 8 === 5) {
      await update(tab, month, ++lived.updates);
    }
    if (tab && day >= longFrom) {
      await walkTo(tab, '');
      await settled(tab);
      lived.heaps.push(await heapOf(tab));
      // The next day's piece takes the place of the one that was paused; on the last day none does.
      if (day < days - 1) lived.skips++;
    } else {
      await tab?.close();
      tab = undefined;
    }
    const books = await readBooks(await aPageOf(context), site);
    lived.stored.push(books.bytes);
    tell(
      `day ${day + 1}: ${books.plays} plays, ${books.skips} skips, ${books.entries} reports, ` +
        `${(books.bytes / 1e6).toFixed(1)} MB` +
        (tab ? `, heap ${((lived.heaps.at(-1) ?? 0) / 1e6).toFixed(1)} MB` : '')
    );
  }
  return lived;
}

/** The first page of the browser, which shows nothing, stays open: without one there is no browser. */
function aPageOf(context: BrowserContext): Promise<Page> {
  const [page] = context.pages();
  return page ? Promise.resolve(page) : context.newPage();
}

async function open({ context, site }: Month, { faults }: Lived): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  await page.goto(`${site}/`);
  return page;
}

/** The first day: the whole history so far, and two questions switched on. */
async function begin(tab: Page, { history, site }: Month, lived: Lived): Promise<void> {
  await walkTo(tab, 'history/');
  await giveFile(tab, DOWNLOAD, 'application/zip', history);
  await imported(tab, site, DOWNLOAD);
  await tab.goto(`${site}/telemetry/`);
  for (const name of QUESTIONS) {
    const question = tab.getByRole('article', { name });
    await question.getByText('See what would be sent').click();
    await question.getByRole('button', { name: 'Switch on' }).click();
    await question.getByText(/^On, ε/).waitFor();
  }
  await tab.goto(`${site}/`);
  await settled(tab);
  lived.settled++;
}

/** Waits until the file is stored. */
async function imported(tab: Page, site: string, name: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  const holds = (path: string) => path === name || path.startsWith(`${name}/`);
  while (!(await readBooks(tab, site)).files.some(holds)) {
    if (Date.now() > deadline) throw new Error(`${name} is not stored within a minute`);
    await tab.waitForTimeout(100);
  }
}

async function update(tab: Page, { release }: Month, number: number): Promise<void> {
  await release(number);
  await tab.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  const reload = tab.getByRole('button', { name: 'Reload' });
  await reload.waitFor();
  await Promise.all([tab.waitForEvent('load'), reload.click()]);
}
