import { parseArgs } from 'node:util';
import { type BrowserContext, chromium } from 'playwright';
import { BUILD, ensureBuilt } from '../../src/server/build.ts';
import { serve } from '../../src/server/serve.ts';
import { chromiumArgs, ensureChromium } from '../tools/chromium.ts';
import { criticalScripts, gzipKilobytes } from '../tools/critical-scripts.ts';
import { ROUTES } from '../tools/routes.ts';
import { type Bench, median, readCount } from './bench.ts';

interface Visit {
  /** First contentful paint, ms after the navigation began. */
  paint: number;
  /** Total blocking time: what long tasks took beyond 50 ms each, after the first paint. */
  blocked: number;
  /** All layout shifts that nobody's input caused; never less than the score, which takes the worst five seconds. */
  shift: number;
}

declare const paintWatch: { quiet(): number; read(): Visit };

/** How Lighthouse makes a desktop out to be a middling phone. */
const SLOWDOWN = 4;
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
/** A page has started once nothing has held it up for this long. */
const QUIET_MS = 2000;
/** What each page is to keep to. What it may weigh is said of the first one alone. */
const BARS: [end: RegExp, bar: number][] = [
  [/offline\.fcp\.ms$/, 500],
  [/fcp\.ms$/, 1000],
  [/tbt\.ms$/, 100],
  [/cls$/, 0.02],
  [/^critical\.kb$/, 60]
];

/**
 * Opens every page as a newcomer on a phone does, then once more offline, where the service worker answers; medians of
 * several rounds, each with a browser context of its own. `listener.` is the first page of somebody with a history (the
 * sample listener), trained. The processor is slowed down, the network, which is this machine, is not.
 */
export const startupBench: Bench = {
  usage: '[--rounds N]',

  async run(args, tell) {
    const { values } = parseArgs({ args, options: { rounds: { type: 'string', default: '5' } } });
    const rounds = readCount('rounds', values.rounds);
    ensureBuilt(tell);
    const site = await serve({ root: BUILD, port: 0 });
    const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArgs });
    const results: Record<string, number> = {};
    const add = (prefix: string, first: Visit[], offline: Visit[]) => {
      results[`${prefix}fcp.ms`] = median(first.map(({ paint }) => paint));
      results[`${prefix}tbt.ms`] = median(first.map(({ blocked }) => blocked));
      results[`${prefix}cls`] = median(first.map(({ shift }) => shift));
      results[`${prefix}offline.fcp.ms`] = median(offline.map(({ paint }) => paint));
    };
    const newContext = () => browser.newContext({ ...PHONE, locale: 'en-GB' });
    try {
      for (const route of ROUTES) {
        tell(route);
        const url = `${site.url}${route}`;
        const prefix = route.slice(1).replaceAll('/', '.');
        results[`${prefix}critical.kb`] = await criticalKilobytes(await newContext(), url);
        const first: Visit[] = [];
        const offline: Visit[] = [];
        for (let round = 0; round < rounds; round++) {
          const context = await newContext();
          first.push(await visit(context, url));
          offline.push(await visitOffline(context, url));
          await context.close();
        }
        add(prefix, first, offline);
      }
      tell('/ of a listener');
      const context = await newContext();
      await becomeListener(context, site.url);
      const online: Visit[] = [];
      const offline: Visit[] = [];
      for (let round = 0; round < rounds; round++) {
        online.push(await visit(context, site.url));
        offline.push(await visitOffline(context, site.url));
      }
      add('listener.', online, offline);
    } finally {
      await browser.close();
      await site.close();
    }
    const above = Object.keys(results).filter((figure) => (results[figure] ?? 0) > barOf(figure));
    tell(above.length > 0 ? `Above its bar: ${above.join(', ')}` : 'Nothing is above its bar.');
    return {
      results,
      details: { above },
      environment: { browser: browser.version(), slowdown: SLOWDOWN, rounds }
    };
  }
};

function barOf(figure: string): number {
  return BARS.find(([end]) => end.test(figure))?.[1] ?? Infinity;
}

async function criticalKilobytes(context: BrowserContext, url: string): Promise<number> {
  const scripts = await criticalScripts(await context.newPage(), url);
  await context.close();
  return gzipKilobytes(scripts.values());
}

/** Opens the address in a new tab, and leaves it when it has started. */
async function visit(context: BrowserContext, url: string): Promise<Visit> {
  const page = await context.newPage();
  await page.addInitScript({ path: 'tests/bench/startup/paint-watch.js' });
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForFunction((still) => paintWatch.quiet() > still, QUIET_MS, { polling: 250 });
  const found = await page.evaluate(() => paintWatch.read());
  await page.close();
  return found;
}

/** The same without a network, once the service worker has fetched everything. */
async function visitOffline(context: BrowserContext, url: string): Promise<Visit> {
  const page = await context.newPage();
  await page.goto(url);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.close();
  await context.setOffline(true);
  const found = await visit(context, url);
  await context.setOffline(false);
  return found;
}

/** Makes the sample listener, and waits for the model that serves it. */
async function becomeListener(context: BrowserContext, url: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('button', { name: 'Try it with a sample listener' }).click();
  await page.locator('[aria-label="Recommended for you"][aria-busy="false"]').waitFor({ timeout: 240_000 });
  await page.close();
}
