import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { type Bench, median, quantile, readCount } from './bench.ts';
import { openBrowser } from './browser.ts';
import { serveBenchPage } from './site.ts';
import { messageOf } from '../../src/lib/compute/missing.ts';
import { webnnArgs, webnnChromium } from '../tools/webnn-chromium.ts';
import type { CatalogueFigures } from './ranking/page/catalogue.ts';
import type { EncoderFigures } from './ranking/page/encode.ts';
import type { RankingPage } from './ranking/page/main.ts';
import type { SolveFigures } from './ranking/page/solve.ts';

declare const bench: RankingPage;

const SIZES = [4000, 50_000];
const KINDS = ['tasteful', 'uniform'] as const;

/**
 * Times ranking in a worker of headless Chromium, with code built as the app's is: scores of one query over a
 * catalogue (64 components) with its top 100, the encoder on each rung and which one the ladder takes, and the
 * item-item part at 10,000 items and 100,000 plays. The encoder is measured in a browser with WebNN too, where
 * `tests/peers` can be installed.
 */
export const rankingBench: Bench = {
  usage: '[--rounds N]   (default: --rounds 300)',

  async run(args, tell) {
    const { values } = parseArgs({ args, options: { rounds: { type: 'string', default: '300' } } });
    const rounds = readCount('rounds', values.rounds);
    tell('Compiling the kernels');
    execFileSync('npm', ['run', '--silent', 'assembly'], {
      stdio: ['ignore', 2, 'inherit'],
      shell: process.platform === 'win32'
    });
    const site = await serveBenchPage('tests/bench/ranking/page');
    const { page, version, close } = await openBrowser();
    try {
      await page.goto(site.url);
      const results: Record<string, number> = {};
      for (const items of SIZES) {
        tell(`${items} items`);
        const figures = await page.evaluate(([n, r]) => bench.catalogue(n, r), [items, rounds] as const);
        Object.assign(results, catalogueResults(items, figures));
      }
      for (const kind of KINDS) {
        tell(`The item-item part, ${kind} plays`);
        const figures = await page.evaluate(([k, r]) => bench.solve(k, r), [
          kind,
          Math.ceil(rounds / 5)
        ] as const);
        Object.assign(results, solveResults(kind === 'tasteful' ? '' : `${kind}.`, figures));
      }
      tell('The encoder');
      const browsers = { [version]: await page.evaluate((r) => bench.encode(r), rounds) };
      Object.assign(browsers, await encodeWithWebnn(site.url, rounds, tell));
      return {
        results: { ...results, ...encoderResults(Object.values(browsers)) },
        details: { encoders: browsers },
        environment: { browser: version, ...softwareAdapters(Object.values(browsers)) }
      };
    } finally {
      await close();
      await site.close();
    }
  }
};

/** @returns by the browser's version what it measured; nothing where it cannot be had */
async function encodeWithWebnn(
  url: string,
  rounds: number,
  tell: (line: string) => void
): Promise<Record<string, EncoderFigures>> {
  const found = webnnChromium();
  if ('problem' in found) {
    tell(`Without WebNN: ${found.problem}`);
    return {};
  }
  tell('The encoder, in a browser with WebNN');
  try {
    const { page, version, close } = await openBrowser({ executablePath: found.executable, args: webnnArgs });
    try {
      await page.goto(url);
      return { [`${version} with WebNN`]: await page.evaluate((r) => bench.encode(r), rounds) };
    } finally {
      await close();
    }
  } catch (error) {
    // Another browser than the app's, with a flag: what it cannot do must not cost the other figures.
    tell(`Without WebNN: ${messageOf(error)}`);
    return {};
  }
}

/** Of each rung the figures of the first browser that has it; the regret is the largest of all browsers. */
function encoderResults(browsers: readonly EncoderFigures[]): Record<string, number> {
  const results: Record<string, number> = { 'ladder.regret': 0 };
  for (const { rungs, taken, overlaps } of browsers) {
    const p50 = new Map<string, number>();
    for (const report of rungs) {
      if (!('p50' in report)) continue;
      const { name } = report;
      p50.set(name, report.p50);
      if (`encoder.${name}.p50.ms` in results) continue;
      for (const figure of ['p50', 'p95', 'build', 'first'] as const) {
        results[`encoder.${name}.${figure}.ms`] = report[figure];
      }
      results[`encoder.${name}.error`] = report.error;
      results[`encoder.${name}.software`] = Number(report.isSoftware);
      const list = overlaps[name] ?? [];
      results[`overlap.${name}`] = list.reduce((sum, overlap) => sum + overlap, 0) / list.length;
      results[`overlap.${name}.least`] = Math.min(...list);
    }
    const regret = (p50.get(taken) ?? NaN) / Math.min(...p50.values());
    results['ladder.regret'] = Math.max(results['ladder.regret'] ?? 0, regret);
  }
  return results;
}

/** Adapters that imitate a GPU: their times say nothing about one. */
function softwareAdapters(browsers: readonly EncoderFigures[]): Record<string, string> {
  const software = browsers.flatMap(({ rungs }) =>
    rungs.flatMap((report) => ('isSoftware' in report && report.isSoftware ? report.description : []))
  );
  return software.length > 0 ? { 'software adapter': [...new Set(software)].join(', ') } : {};
}

function catalogueResults(items: number, { times, overlaps }: CatalogueFigures): Record<string, number> {
  const results: Record<string, number> = {};
  for (const [rung, list] of Object.entries(times)) {
    results[`p50.${rung}.${items}.ms`] = median(list);
    results[`p95.${rung}.${items}.ms`] = quantile(list, 0.95);
  }
  // The larger catalogue comes last and stays: more items lie closer together there.
  for (const [rung, list] of Object.entries(overlaps)) {
    results[`overlap.top.${rung}`] = list.reduce((sum, overlap) => sum + overlap, 0) / list.length;
    results[`overlap.top.${rung}.least`] = Math.min(...list);
  }
  return results;
}

/** @param prefix of the figures' names */
function solveResults(prefix: string, figures: SolveFigures): Record<string, number> {
  return Object.fromEntries(
    Object.entries({
      'cg.ms': median(figures.cold),
      'cg.p95.ms': quantile(figures.cold, 0.95),
      'cg.warm.ms': median(figures.warm),
      'cg.cpu.ms': median(figures.cpu),
      'cg.iterations': median(figures.iterations),
      'cg.warm.iterations': median(figures.warmIterations),
      'cg.residual': Math.max(...figures.residuals),
      'gram.entries': figures.entries,
      'gram.build.ms': figures.build,
      'gram.add.ms': median(figures.add),
      'diagonal.64.ms': figures.diagonal,
      'diagonal.64.error': figures.diagonalError
    }).map(([name, value]) => [prefix + name, value])
  );
}
