import { randomBytes } from 'node:crypto';
import { secureRng } from '../../../src/lib/privacy/index.ts';
import { KEY_BYTES, mechanismOf, METRICS, weekOf, type Report } from '../../../src/lib/telemetry/index.ts';

/** Reports that devices could send now: all metrics in turn, at their default budgets, with keys of their own. */
export function makeReports(count: number): Report[] {
  const rng = secureRng();
  const period = weekOf(Date.now());
  return Array.from({ length: count }, (_, i) => {
    const metric = METRICS[i % METRICS.length] ?? METRICS[0];
    const made = mechanismOf(metric, metric.epsilon);
    const value =
      made.kind === 'choice'
        ? made.mechanism.randomize(i % made.mechanism.inputs, rng)
        : made.mechanism.randomize((i % 11) / 5 - 1, rng);
    const key = randomBytes(KEY_BYTES).toString('hex');
    return { metric: metric.id, period, epsilon: metric.epsilon, value, key };
  });
}

/** Does `work` for each item, with so many at a time. */
export async function each<Item>(
  items: Iterable<Item>,
  together: number,
  work: (item: Item) => Promise<unknown>
): Promise<void> {
  const queue = items[Symbol.iterator]();
  const worker = async () => {
    for (let next = queue.next(); next.done !== true; next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: together }, worker));
}
