import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from '../../src/lib/random/index.ts';
import { BUILD, ensureBuilt } from '../../src/server/build.ts';
import { serve } from '../../src/server/serve.ts';
import { spotifyZip } from '../fixtures/spotify.ts';
import { type Bench, readCount } from './bench.ts';
import { openBrowser } from './browser.ts';
import { type Books, readBooks } from './soak/books.ts';
import { type Faults, liveThrough, type Month } from './soak/month.ts';
import { openService } from './soak/service.ts';

const DAY = 24 * 60 * 60 * 1000;
const HISTORY = { rows: 3000, seed: 7 };

/** What a day may add at most, bytes: to what is stored, and to the heap of one long-lived tab. */
const BOUNDS = { stored: 250_000, heap: 500_000 };

/**
 * A month of use, its days pressed together: every day a file of plays is imported, music is played and skipped, a song
 * is liked and the model learns; every third day the tab is killed in the middle of the import, every week in the middle
 * of a piece; two new versions come; two questions of telemetry are on. The last third is lived in one tab. Fails
 * where anything is lost or doubled, or a bound is not kept.
 */
export const soakBench: Bench = {
  usage: '[--days N]   (default: --days 30)',

  async run(args, tell) {
    const { values } = parseArgs({ args, options: { days: { type: 'string', default: '30' } } });
    const days = readCount('days', values.days, 9);
    ensureBuilt(tell);
    const root = await mkdtemp(join(tmpdir(), 'earshot-site-'));
    await cp(BUILD, root, { recursive: true });
    // The month ends yesterday: what runs in workers has the real clock, and must not see plays of the future.
    const first = Math.floor(Date.now() / DAY - days - 1) * DAY;
    let now = first;
    const service = await openService(() => now);
    const site = await serve({ root, port: 0, collector: service.collector });
    const browser = await openBrowser();
    try {
      const made = spotifyZip(HISTORY);
      const month: Month = {
        context: browser.page.context(),
        site: site.url,
        days,
        first,
        history: Buffer.from(made.bytes),
        random: seededRandom(4711),
        setNow: (time) => (now = time),
        release: (number) => appendFile(join(root, 'service-worker.js'), `\n// version ${number}`),
        tell
      };
      const lived = await liveThrough(month);
      const books = await readBooks(browser.page, site.url);
      const bodies = service.received.filter(({ status }) => status === 202).map(({ body }) => body);
      const expected = {
        plays: made.expected.plays + lived.plays,
        skips: made.expected.skips + lived.skips,
        likes: lived.likes
      };
      const apart = differences(books, expected);
      const refused = service.received.filter(({ status }) => status >= 400).length;
      const late = lived.stored.slice(Math.min(10, days - 3));
      const results = {
        days,
        'plays.lost': apart.plays,
        'skips.lost': apart.skips,
        'imports.lost': lived.files.filter((file) => !books.files.includes(file)).length,
        'likes.lost': apart.likes,
        'reports.stored': bodies.length,
        'reports.doubled': bodies.length - new Set(bodies.map(questionOf)).size,
        'reports.refused': refused,
        'reports.lost': books.entries - books.waiting - bodies.length,
        'tabs.killed': lived.killed,
        updates: lived.updates,
        'trainings.settled': lived.settled,
        'stored.mb': books.bytes / 1e6,
        'stored.kb-per-day': ((late.at(-1) ?? 0) - (late[0] ?? 0)) / (late.length - 1) / 1e3,
        'heap.mb': (lived.heaps.at(-1) ?? 0) / 1e6,
        'heap.kb-per-day':
          ((lived.heaps.at(-1) ?? 0) - (lived.heaps[0] ?? 0)) / (lived.heaps.length - 1) / 1e3
      };
      return {
        results,
        details: { stored: lived.stored, heaps: lived.heaps, faults: lived.faults },
        environment: { browser: browser.version },
        ...failureOf(results, lived.faults)
      };
    } finally {
      await browser.close();
      await site.close();
      await service.close();
      await rm(root, { recursive: true });
    }
  }
};

function differences<K extends 'plays' | 'skips' | 'likes'>(
  found: Books,
  expected: Record<K, number>
): Record<K, number> {
  const apart = { ...expected };
  for (const key of Object.keys(expected) as K[]) apart[key] = expected[key] - found[key];
  return apart;
}

/** What a report is about: of each question and week there is one. */
function questionOf(body: string): string {
  const { metric, period } = JSON.parse(body) as { metric: string; period: string };
  return `${metric} ${period}`;
}

function failureOf(results: Record<string, number>, faults: Faults): { failure?: string } {
  const broken = Object.entries(results)
    .filter(([name, value]) => /\.(lost|doubled|refused)$/.test(name) && value !== 0)
    .map(([name, value]) => `${name} is ${value}`);
  if (results['reports.stored'] === 0) broken.push('no report was stored');
  if ((results['stored.kb-per-day'] ?? 0) > BOUNDS.stored / 1e3)
    broken.push('the storage grows by more than its bound');
  if ((results['heap.kb-per-day'] ?? 0) > BOUNDS.heap / 1e3)
    broken.push('the heap grows by more than its bound');
  broken.push(...faults);
  return broken.length > 0 ? { failure: broken.join('; ') } : {};
}
