import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { type Bench, median, quantile, readCount } from './bench.ts';
import { openBrowser } from './browser.ts';
import { serveBenchPage } from './site.ts';
import type { CatalogueFigures } from './ranking/page/catalogue.ts';
import type { RankingPage } from './ranking/page/main.ts';
import type { SolveFigures } from './ranking/page/solve.ts';

declare const bench: RankingPage;

const SIZES = [4000, 50_000];
const KINDS = ['tasteful', 'uniform'] as const;

/**
 * Times ranking in a worker of headless Chromium, with code built as the app's is: scores of one query over a
 * catalogue (64 components) with its top 100, and the item-item part at 10,000 items and 100,000 plays.
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
      return { results, environment: { browser: version } };
    } finally {
      await close();
      await site.close();
    }
  }
};

function catalogueResults(items: number, { times, overlaps }: CatalogueFigures): Record<string, number> {
  const results: Record<string, number> = {};
  for (const [rung, list] of Object.entries(times)) {
    results[`p50.${rung}.${items}.ms`] = median(list);
    results[`p95.${rung}.${items}.ms`] = quantile(list, 0.95);
  }
  // The larger catalogue comes last and stays: more items lie closer together there.
  for (const [rung, list] of Object.entries(overlaps)) {
    results[`overlap.${rung}`] = list.reduce((sum, overlap) => sum + overlap, 0) / list.length;
    results[`overlap.${rung}.least`] = Math.min(...list);
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
