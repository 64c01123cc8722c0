import type { AppRun } from './app.ts';
import type { Timings } from './timings.ts';

/** What was measured of one path. */
export interface Measured {
  app: AppRun;
  timings: Timings;
}

/** Figures over all paths: times are added up, of the other figures the highest counts. */
export function resultsOf(measured: readonly Measured[]): Record<string, number> {
  const times = (pick: (times: Timings['times']) => number | undefined) =>
    sum(measured.map(({ timings }) => pick(timings.times)));
  const highest = (pick: (app: AppRun) => number | undefined) =>
    Math.max(...measured.map(({ app }) => pick(app) ?? 0));
  // A ratio is of those paths that have both sides.
  const parsed = measured.filter(({ timings }) => timings.times.parse !== undefined);
  const results: Record<string, number> = {};
  const parse = times((all) => all.parse);
  if (parse > 0) results['ratio.parse'] = sum(parsed.map(({ timings }) => timings.times.import)) / parse;
  // The shortest of the rounds, where other work on the machine has disturbed the median.
  const best = parsed.map(({ timings: { shortest } }) => shortest);
  if (parse > 0)
    results['ratio.parse.best'] = sum(best.map((all) => all.import)) / sum(best.map((all) => all.parse));
  const readHistory = times((all) => all.readHistory);
  if (readHistory > 0) {
    results['ratio.read'] = times((all) => all.readObjects) / readHistory;
    results['ratio.write'] = times((all) => all.writeObjects) / times((all) => all.store);
  }
  Object.assign(results, {
    'longtask.ms': highest((app) => app.longTask),
    'stall.ms': highest((app) => app.stall),
    'peak.mb': highest((app) => app.peak.renderers),
    'peak.browser.mb': highest((app) => app.peak.browser),
    'open.ms': highest((app) => app.open),
    'open.longtask.ms': highest((app) => app.openLongTask),
    'charts.ms': highest((app) => app.charts),
    'plays.open.ms': highest((app) => app.plays?.open),
    'plays.search.ms': highest((app) => app.plays?.search),
    'scroll.longtask.ms': highest((app) => app.plays?.scrollLongTask),
    'scroll.frame.ms': highest((app) => app.plays?.scrollFrame),
    'import.ms': times((all) => all.import),
    'import.read.ms': times((all) => all.read),
    'import.store.ms': times((all) => all.store),
    'parse.ms': parse,
    'read.ms': readHistory,
    'objects.read.ms': times((all) => all.readObjects),
    'objects.write.ms': times((all) => all.writeObjects)
  });
  return results;
}

function sum(values: readonly (number | undefined)[]): number {
  return values.reduce<number>((total, value = 0) => total + value, 0);
}
