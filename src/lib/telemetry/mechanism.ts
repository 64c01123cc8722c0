import { HybridMean, SubsetSelection } from '../privacy/index.ts';
import type { Metric } from './metrics.ts';

/** Gaps of the grid on which means are told: fine against the noise, and the probabilities stay small fractions. */
const STEPS = 64;

/** How a metric is told at a budget, with what its reports and true values are. */
export type MetricMechanism =
  | { readonly kind: 'choice'; readonly mechanism: SubsetSelection }
  | { readonly kind: 'mean'; readonly mechanism: HybridMean; readonly low: number; readonly high: number };

const made = new Map<string, MetricMechanism>();

/** The mechanism of a metric at a budget; the same object each time. @param epsilon of one report */
export function mechanismOf(metric: Metric, epsilon: number): MetricMechanism {
  const key = `${metric.id} ${epsilon}`;
  const known = made.get(key);
  if (known) return known;
  const mechanism = make(metric, epsilon);
  made.set(key, mechanism);
  return mechanism;
}

/** A number of the metric's own scale as one in [-1, 1], which the mechanism takes. */
export function toUnit(value: number, { low, high }: { low: number; high: number }): number {
  return (2 * (value - low)) / (high - low) - 1;
}

/** The way back from `toUnit`. */
export function fromUnit(value: number, { low, high }: { low: number; high: number }): number {
  return low + ((value + 1) / 2) * (high - low);
}

function make({ domain }: Metric, epsilon: number): MetricMechanism {
  if (domain.kind === 'choice')
    return {
      kind: 'choice',
      mechanism: new SubsetSelection({ categories: domain.options.length, epsilon })
    };
  const { low, high } = domain;
  return { kind: 'mean', mechanism: new HybridMean({ epsilon, steps: STEPS }), low, high };
}
