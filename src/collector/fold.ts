import type { Report } from '../lib/telemetry/index.ts';

/** How often an option (of a choice) or an output (of a mean) was reported. */
export interface Sum {
  readonly metric: string;
  readonly period: string;
  readonly epsilon: number;
  readonly option: number;
  readonly count: number;
}

/**
 * What reports add to the sums. Always in the same order, so that transactions that change the same rows wait for each
 * other instead of blocking each other.
 */
export function fold(reports: readonly Report[]): Sum[] {
  const sums = new Map<string, Sum>();
  for (const { metric, period, epsilon, value } of reports) {
    for (const option of typeof value === 'number' ? [value] : value) {
      const place = [metric, period, epsilon, String(option).padStart(6, '0')].join(' ');
      const count = (sums.get(place)?.count ?? 0) + 1;
      sums.set(place, { metric, period, epsilon, option, count });
    }
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}
