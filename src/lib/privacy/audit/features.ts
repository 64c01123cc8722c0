import type { AnyLocalMechanism } from '../mechanisms/mechanism.ts';

/** What an audit looks at in a report. Any function gives a valid bound; a good one gives a tight one. */
export type Feature<Report> = (report: Report) => string | number;

/** The report itself: best where there are few different ones. */
export function wholeReport(report: unknown): string | number {
  if (typeof report === 'number') return report;
  return report instanceof Uint8Array || Array.isArray(report) ? report.join() : JSON.stringify(report);
}

/**
 * Features for telling two inputs apart: the report itself, and how much likelier the mechanism says that it is under
 * a than under b, which by Neyman and Pearson is all that matters if the mechanism says the truth.
 */
export function featuresFor(mechanism: AnyLocalMechanism, a: number, b: number): Feature<unknown>[] {
  const known = new Map<string | number, number>();
  const claimed: Feature<unknown> = (report) => {
    const key = supportOf(mechanism, report, a, b) ?? wholeReport(report);
    let ratio = known.get(key);
    if (ratio === undefined) {
      ratio = mechanism.probability(report, a).over(mechanism.probability(report, b)).toNumber();
      known.set(key, ratio);
    }
    return ratio;
  };
  return [wholeReport, claimed];
}

/** Where reports support categories, only whether a and b are among them matters. */
function supportOf(mechanism: AnyLocalMechanism, report: unknown, a: number, b: number): number | undefined {
  if (!('supports' in mechanism)) return undefined;
  const supports = mechanism.supports as (report: unknown, category: number) => boolean;
  return (supports.call(mechanism, report, a) ? 2 : 0) + (supports.call(mechanism, report, b) ? 1 : 0);
}
