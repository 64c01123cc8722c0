import { findMetric, fromUnit, mechanismOf, type Metric } from '../lib/telemetry/index.ts';
import type { Sum } from './store.ts';

/** Of a normal distribution, two-sided 95 %. */
const Z95 = 1.959963984540054;

/** An unbiased number and its 95 % interval, which may both lie outside of what is possible: noise does that. */
export interface Figure {
  readonly value: number;
  readonly standardError: number;
  readonly interval: readonly [low: number, high: number];
}

/** What is known about a metric in one week. */
export interface MetricEstimate {
  readonly metric: string;
  readonly period: string;
  readonly reports: number;
  /** How many reports came at which budget. */
  readonly budgets: readonly { readonly epsilon: number; readonly reports: number }[];
  /** Missing while there are fewer reports than the least number. */
  readonly result?:
    | { readonly kind: 'choice'; readonly options: readonly (Figure & { readonly option: string })[] }
    | ({ readonly kind: 'mean'; readonly unit: string } & Figure);
}

/** Estimates of one budget with weights that do not depend on them: a figure with its variance for each quantity. */
interface Part {
  readonly epsilon: number;
  readonly reports: number;
  readonly weight: number;
  readonly values: readonly number[];
  /** Variance of a quantity if its true value is what all parts together say. */
  readonly variance: (quantity: number, joint: number) => number;
}

/**
 * Estimates from sums. Reports of different budgets are estimated apart and joined by inverse variance, taken where it
 * does not depend on the answers (so that the joint figure is unbiased too). That joins them as if people who chose one
 * budget answered like those who chose another; the numbers at each budget are told beside it.
 * @param minimum fewer reports than this give no figures
 * @throws Error for sums that no reports can have added up to
 */
export function estimateAll(sums: readonly Sum[], minimum: number): MetricEstimate[] {
  const groups = new Map<string, Sum[]>();
  for (const sum of sums) {
    const place = `${sum.period} ${sum.metric}`;
    groups.set(place, [...(groups.get(place) ?? []), sum]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    // A metric of the past, which this version does not know any more.
    const metric = first && findMetric(first.metric);
    return metric ? [estimateOne(metric, first.period, group, minimum)] : [];
  });
}

function estimateOne(metric: Metric, period: string, sums: readonly Sum[], minimum: number): MetricEstimate {
  const epsilons = [...new Set(sums.map(({ epsilon }) => epsilon))].sort((a, b) => a - b);
  const parts = epsilons.map((epsilon) =>
    partOf(
      metric,
      epsilon,
      sums.filter((sum) => sum.epsilon === epsilon)
    )
  );
  const reports = parts.reduce((total, part) => total + part.reports, 0);
  const known = {
    metric: metric.id,
    period,
    reports,
    budgets: parts.map((part) => ({ epsilon: part.epsilon, reports: part.reports }))
  };
  if (reports < minimum) return known;
  const { domain } = metric;
  if (domain.kind === 'choice') {
    const options = domain.options.map((option, i) => ({ option, ...joined(parts, i) }));
    return { ...known, result: { kind: 'choice', options } };
  }
  const { value, standardError, interval } = joined(parts, 0);
  const scale = (domain.high - domain.low) / 2;
  const result = {
    kind: 'mean' as const,
    unit: domain.unit,
    value: fromUnit(value, domain),
    standardError: standardError * scale,
    interval: [fromUnit(interval[0], domain), fromUnit(interval[1], domain)] as const
  };
  return { ...known, result };
}

/** The weighted mean of what the parts say about a quantity. */
function joined(parts: readonly Part[], quantity: number): Figure {
  const whole = parts.reduce((sum, { weight }) => sum + weight, 0);
  const value = parts.reduce(
    (sum, { weight, values }) => sum + (weight / whole) * (values[quantity] ?? 0),
    0
  );
  const variance = parts.reduce(
    (sum, part) => sum + (part.weight / whole) ** 2 * part.variance(quantity, value),
    0
  );
  const standardError = Math.sqrt(variance);
  return { value, standardError, interval: [value - Z95 * standardError, value + Z95 * standardError] };
}

function partOf(metric: Metric, epsilon: number, sums: readonly Sum[]): Part {
  const made = mechanismOf(metric, epsilon);
  const outputs = made.kind === 'choice' ? made.mechanism.inputs : made.mechanism.outcomes;
  const counts = new Array<number>(outputs).fill(0);
  for (const { option, count } of sums) counts[option] = (counts[option] ?? 0) + count;
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (made.kind === 'choice') {
    const { mechanism } = made;
    const reports = total / mechanism.size;
    if (!Number.isInteger(reports) || counts.length > outputs) throw new Error(`${metric.id}: bad sums`);
    return {
      epsilon,
      reports,
      weight: 1 / mechanism.variance(reports, 1 / outputs),
      values: mechanism.estimate({ people: reports, support: counts }).frequencies,
      variance: (_, joint) => mechanism.variance(reports, Math.min(1, Math.max(0, joint)))
    };
  }
  const { mechanism } = made;
  if (counts.length > outputs) throw new Error(`${metric.id}: bad sums`);
  const { value, standardError } = mechanism.estimate({ people: total, counts });
  return {
    epsilon,
    reports: total,
    weight: 1 / mechanism.variance(total, 0),
    values: [value],
    variance: () => standardError ** 2
  };
}
