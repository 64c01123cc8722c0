import type { Rng } from '../privacy/index.ts';
import { mechanismOf, toUnit } from './mechanism.ts';
import type { Metric } from './metrics.ts';
import { KEY_BYTES, type Report } from './report.ts';

/**
 * A report as it might be, to look at: drawn like a real one, but by the way of simulations, whose values no type lets
 * leave. It costs nothing, and the real one is drawn anew.
 * @param truth see `trueAnswer`
 */
export function exampleReport(
  metric: Metric,
  { period, epsilon, truth }: { period: string; epsilon: number; truth: number },
  rng: Rng
): Report {
  const made = mechanismOf(metric, epsilon);
  const value =
    made.kind === 'choice'
      ? made.mechanism.randomize(truth, rng)
      : made.mechanism.randomize(toUnit(truth, made), rng);
  const key = Array.from({ length: KEY_BYTES }, () => rng.bits(8).toString(16).padStart(2, '0')).join('');
  return { metric: metric.id, period, epsilon, value, key };
}
