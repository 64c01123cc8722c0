import * as v from 'valibot';
import { mechanismOf } from './mechanism.ts';
import { EPSILONS, findMetric } from './metrics.ts';
import { startOfWeek } from './period.ts';

/** Bytes of an idempotency key. */
export const KEY_BYTES = 16;

/** Everything that leaves the device about one metric and one week. */
export interface Report {
  readonly metric: string;
  /** ISO week, '2026-W48'. */
  readonly period: string;
  readonly epsilon: number;
  /** Of a choice: the numbers of the options in the subset, ascending. Of a mean: the number of the output. */
  readonly value: readonly number[] | number;
  /** Drawn anew for each report: tells a second delivery from a second report, and nothing else. Hex. */
  readonly key: string;
}

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const schema = v.strictObject({
  metric: v.pipe(v.string(), v.maxLength(40)),
  period: v.pipe(v.string(), v.maxLength(8)),
  epsilon: v.number(),
  value: v.union([v.pipe(v.array(whole), v.maxLength(64)), whole]),
  key: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))
});

/** Why something is no report. */
export class ReportError extends Error {
  override name = 'ReportError';
}

/**
 * Checks that something from outside is a report that a device could have sent: known metric and budget, a real week,
 * a value that the mechanism can put out.
 * @throws ReportError in words
 */
export function parseReport(input: unknown): Report {
  const parsed = v.safeParse(schema, input);
  if (!parsed.success) throw new ReportError(describe(parsed.issues[0]));
  const report = parsed.output;
  const metric = findMetric(report.metric);
  if (!metric) throw new ReportError('metric: not known here');
  if (!EPSILONS.some((epsilon) => epsilon === report.epsilon))
    throw new ReportError(`epsilon: must be one of ${EPSILONS.join(', ')}`);
  if (startOfWeek(report.period) === undefined) throw new ReportError('period: no such week');
  const { value } = report;
  const made = mechanismOf(metric, report.epsilon);
  if (made.kind === 'choice') checkSubset(value, made.mechanism);
  else if (typeof value !== 'number' || value >= made.mechanism.outcomes)
    throw new ReportError(`value: must be a whole number below ${made.mechanism.outcomes}`);
  return report;
}

/** The exact bytes that are sent. */
export function encodeReport({ metric, period, epsilon, value, key }: Report): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify({ metric, period, epsilon, value, key }));
}

function checkSubset(
  value: Report['value'],
  { size, inputs }: { readonly size: number; readonly inputs: number }
): void {
  const rule = `value: must be ${size} different numbers below ${inputs}, ascending`;
  if (typeof value === 'number' || value.length !== size) throw new ReportError(rule);
  for (const [i, option] of value.entries())
    if (option >= inputs || option <= (value[i - 1] ?? -1)) throw new ReportError(rule);
}

function describe(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  return path === null ? issue.message : `${path}: ${issue.message}`;
}
