import type { Report } from '../../../src/lib/telemetry/index.ts';

/** Saturday of week 2026-W48. */
export const NOW = Date.UTC(2026, 10, 28, 12);

let drawn = 0;

/** A report that can be sent now, with a key of its own. */
export function makeReport(changes: Partial<Report> = {}): Report {
  const key = (++drawn).toString(16).padStart(32, '0');
  return { metric: 'minutes', period: '2026-W48', epsilon: 4, value: [3], key, ...changes };
}
