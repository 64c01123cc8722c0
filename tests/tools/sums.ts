import type { Sum } from '../../src/collector/store.ts';
import type { Report } from '../../src/lib/telemetry/index.ts';

/** What the collector must hold after these reports, added up without a database; in the order of the store. */
export function sumsOf(reports: readonly Report[]): Sum[] {
  const sums = new Map<string, Sum>();
  for (const { metric, period, epsilon, value } of reports) {
    for (const option of typeof value === 'number' ? [value] : value) {
      const place = [period, metric, epsilon, String(option).padStart(6, '0')].join(' ');
      const count = (sums.get(place)?.count ?? 0) + 1;
      sums.set(place, { period, metric, epsilon, option, count });
    }
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}
