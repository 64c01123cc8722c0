import type { Page } from 'playwright';
import type { HistorySummary, ImportReport } from '../../../src/lib/history/index.ts';
import { median } from '../bench.ts';
import type { BenchPage } from '../page/main.ts';
import { openBrowser } from '../browser.ts';
import type { Chosen } from './paths.ts';
import type { BenchSite } from '../site.ts';
import { placeTexts } from './texts.ts';

/** Times in ms, medians of the rounds. */
export interface Timings {
  report: ImportReport;
  summary: HistorySummary;
  times: {
    /** From handing the files over, worker start included, until the page has the report of what is stored. */
    import: number;
    /** The part of it until everything was read, and the part after. */
    read: number;
    store: number;
    /** Bare JSON.parse; absent where nothing that was imported is JSON. */
    parse?: number;
    /** Absent where there are no plays. */
    readHistory?: number;
    readObjects?: number;
    writeObjects?: number;
  };
  /** The same, of the best round. */
  shortest: { import: number; parse: number };
  rounds: number;
}

export interface Plan {
  rounds: number;
  /** No new round is started after this, by `performance.now()`. */
  until: number;
}

/** Measures an import and its yardsticks in one browser, in turns, so that a busy machine is unfair to neither. */
export async function measureTimings(
  site: BenchSite,
  chosen: Chosen,
  plan: Plan,
  tell: (line: string) => void
): Promise<Timings> {
  const browser = await openBrowser();
  try {
    const { page } = browser;
    await page.goto(site.url);
    await page.locator(chosen.folder ? '#folder' : '#files').setInputFiles(chosen.path);
    const first = await importOnce(page);
    const urls = await placeTexts(site, chosen, first.report);
    const imports = [first];
    const parses: number[] = [];
    for (let round = 1; round <= plan.rounds && (round === 1 || performance.now() < plan.until); round++) {
      if (urls.length > 0) parses.push(await parse(page, urls));
      if (round > 1) imports.push(await importOnce(page));
      const { read, store } = imports.at(-1) ?? first;
      tell(`Import ${figure(read)} + ${figure(store)} ms, JSON.parse ${figure(parses.at(-1))} ms`);
    }
    const summary = await page.evaluate(() => bench.yardstick((worker) => worker.summary()));
    return {
      report: first.report,
      summary,
      times: {
        import: median(imports.map(({ read, store }) => read + store)),
        read: median(imports.map(({ read }) => read)),
        store: median(imports.map(({ store }) => store)),
        ...(parses.length > 0 && { parse: median(parses) }),
        ...(summary.plays + summary.skips > 0 && (await measureReading(page, plan, tell)))
      },
      shortest: {
        import: Math.min(...imports.map(({ read, store }) => read + store)),
        parse: Math.min(...parses)
      },
      rounds: imports.length
    };
  } finally {
    await browser.close();
  }
}

/** Reads what was imported last, as the app does and as one object a play. */
async function measureReading(page: Page, { rounds, until }: Plan, tell: (line: string) => void) {
  const written = await page.evaluate(() => bench.yardstick((worker) => worker.writeObjects()));
  tell(`${written.count} objects written in ${figure(written.ms)} ms`);
  const ours: number[] = [];
  const objects: number[] = [];
  for (let round = 1; round <= rounds && (round === 1 || performance.now() < until); round++) {
    const fromHistory = await page.evaluate(() => bench.yardstick((worker) => worker.readHistory()));
    const fromObjects = await page.evaluate(() => bench.yardstick((worker) => worker.readObjects()));
    for (const { count } of [fromHistory, fromObjects]) {
      if (count !== written.count) throw new Error(`${count} plays were read, ${written.count} written`);
    }
    ours.push(fromHistory.ms);
    objects.push(fromObjects.ms);
    tell(`Read in ${figure(fromHistory.ms)} ms, as objects in ${figure(fromObjects.ms)} ms`);
  }
  return { readHistory: median(ours), readObjects: median(objects), writeObjects: written.ms };
}

function importOnce(page: Page) {
  return page.evaluate(() => bench.importFiles());
}

function parse(page: Page, urls: string[]): Promise<number> {
  return page.evaluate((all) => bench.yardstick((worker) => worker.parse(all)), urls);
}

function figure(ms = NaN): string {
  return ms.toFixed(0);
}

/** In the page. */
declare const bench: BenchPage;
