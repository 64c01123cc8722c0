import { type Rng, secureRng } from '../../../src/lib/privacy/index.ts';
import {
  encodeReport,
  EPSILONS,
  mechanismOf,
  METRICS,
  SENDING_WINDOW,
  type Metric
} from '../../../src/lib/telemetry/index.ts';
import { makeReports } from './reports.ts';

const PEOPLE = 600_000_000;
const DAY = 24 * 60 * 60;
/** Days over which a week's reports come: as devices spread them if all opened the app at once, and over the week. */
const SPREADS = [SENDING_WINDOW / 1000 / DAY, 7];
/** Weeks of which keys are kept. */
const WEEKS = 3;

/** What one report costs in a Postgres, as measured. */
export interface Cost {
  /** Reports a second of one shard, and processor time of the collector for one, ms. */
  perShard: number;
  cpu: number;
  /** Bytes of one idempotency key in the database, index and all. */
  keyBytes: number;
}

/** What 600 million people who report every metric every week need, and what the service learns from them. */
export function reckonScale({ perShard, cpu, keyBytes }: Cost): Record<string, number> {
  const sample = makeReports(7000);
  const body = sample.reduce((sum, report) => sum + encodeReport(report).length, 0) / sample.length;
  const reports = PEOPLE * METRICS.length;
  const results: Record<string, number> = { 'scale.reports.week': reports, 'scale.body.bytes': body };
  for (const days of SPREADS) {
    const rate = reports / (days * DAY);
    const name = `scale.over.${days}d`;
    results[`${name}.requests.s`] = rate;
    results[`${name}.megabytes.s`] = (rate * body) / 1e6;
    results[`${name}.cores`] = (rate * cpu) / 1000;
    results[`${name}.shards`] = Math.ceil(rate / perShard);
  }
  results['scale.keys.gb'] = (reports * WEEKS * keyBytes) / 1e9;
  results['scale.sums.rows.week.shard'] = METRICS.reduce(
    (rows, metric) =>
      rows +
      EPSILONS.reduce((sum, epsilon) => {
        const made = mechanismOf(metric, epsilon);
        return sum + (made.kind === 'choice' ? made.mechanism.inputs : made.mechanism.outcomes);
      }, 0),
    0
  );
  return { ...results, ...errors() };
}

/**
 * For each metric at its default budget, what an estimate from everybody is off by: the largest over the options, in one
 * exactly sampled week (`off`), and the stated standard error (`error`). Shares, so 0.0001 is a hundredth of a percent.
 */
function errors(): Record<string, number> {
  const rng = secureRng();
  const results: Record<string, number> = {};
  for (const metric of METRICS) {
    const { off, error } = sampleWeek(metric, rng);
    results[`scale.${metric.id}.off`] = off;
    results[`scale.${metric.id}.error`] = error;
  }
  return results;
}

function sampleWeek(metric: Metric, rng: Rng): { off: number; error: number } {
  const { kind, mechanism } = mechanismOf(metric, metric.epsilon);
  const { inputs } = mechanism;
  // Uneven: the last input is the most frequent.
  const counts = Array.from({ length: inputs }, (_, i) =>
    Math.floor((PEOPLE * 2 * (i + 1)) / inputs / (inputs + 1))
  );
  const people = counts.reduce((sum, count) => sum + count, 0);
  if (kind === 'choice') {
    const { frequencies, standardErrors } = mechanism.estimate(mechanism.sampleAggregate(counts, rng));
    const misses = frequencies.map((frequency, i) => Math.abs(frequency - (counts[i] ?? 0) / people));
    return { off: Math.max(...misses), error: Math.max(...standardErrors) };
  }
  const { value, standardError } = mechanism.estimate(mechanism.sampleAggregate(counts, rng));
  const mean = counts.reduce((sum, count, i) => sum + count * mechanism.value(i), 0) / people;
  // The mechanism's scale is 2 long, a share's 1.
  return { off: Math.abs(value - mean) / 2, error: standardError / 2 };
}
