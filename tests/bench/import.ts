import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BUILD, ensureBuilt } from '../../src/server/build.ts';
import { serve } from '../../src/server/serve.ts';
import { type Bench, type Outcome, readCount } from './bench.ts';
import { measureApp } from './import/app.ts';
import { writeExport } from './import/export.ts';
import { measureHostile } from './import/hostile.ts';
import { type Chosen, choose } from './import/paths.ts';
import { type Measured, resultsOf } from './import/results.ts';
import { serveBenchPage } from './site.ts';
import { measureTimings } from './import/timings.ts';
import { totalOf } from './import/totals.ts';

const DEFAULT_ROWS = '250000';
const DEFAULT_ROUNDS = '5';
/** For the timings of all paths together, ms: the whole bench has ten minutes. */
const TIME = 5 * 60_000;

/**
 * Imports listening histories in headless Chromium. Memory and the main thread are measured in the built app, times
 * in a page of the bench's own around the same worker, next to the yardsticks.
 */
export const importBench: Bench = {
  usage: '[--generate ROWS] [--rounds N] [PATH ...] | --hostile   (default: --generate 250000 --rounds 5)',

  async run(args, tell) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        generate: { type: 'string' },
        rounds: { type: 'string', default: DEFAULT_ROUNDS },
        hostile: { type: 'boolean', default: false }
      }
    });
    if (values.hostile) return await inApp((url) => measureHostile(url, tell), tell);
    const rounds = readCount('rounds', values.rounds);
    const paths = await Promise.all(positionals.map(choose));
    const generate = values.generate ?? (paths.length === 0 ? DEFAULT_ROWS : undefined);
    const rows = generate === undefined ? 0 : readCount('generate', generate);
    const work = await mkdtemp(join(tmpdir(), 'earshot-export-'));
    try {
      if (rows > 0) {
        tell(`Inventing an export of ${rows} rows`);
        paths.push(await choose(await writeExport(work, rows)));
      }
      return await inApp((url) => measure(url, paths, rounds, tell), tell);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }
};

/** Runs `work` while the built app is served. */
async function inApp<T>(work: (url: string) => Promise<T>, tell: (line: string) => void): Promise<T> {
  ensureBuilt(tell);
  const app = await serve({ root: BUILD, port: 0 });
  try {
    return await work(app.url);
  } finally {
    await app.close();
  }
}

async function measure(
  appUrl: string,
  paths: Chosen[],
  rounds: number,
  tell: (line: string) => void
): Promise<Outcome> {
  const site = await serveBenchPage('tests/bench/page');
  const measured: (Measured & { chosen: Chosen })[] = [];
  try {
    for (const chosen of paths) {
      tell(`${chosen.path} into the app`);
      const run = await measureApp(appUrl, chosen, { open: true });
      tell(`${chosen.path} next to the yardsticks`);
      const plan = { rounds, until: performance.now() + TIME / paths.length };
      measured.push({ chosen, app: run, timings: await measureTimings(site, chosen, plan, tell) });
    }
  } finally {
    await site.close();
  }
  return {
    results: resultsOf(measured),
    details: {
      reports: measured.map(({ chosen, timings: { report, summary, rounds } }) => ({
        path: chosen.path,
        files: report.files,
        total: totalOf(report, summary),
        rounds
      }))
    },
    environment: { browser: measured[0]?.app.version ?? 'unknown' }
  };
}
