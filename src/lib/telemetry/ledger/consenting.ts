import { EPSILONS, type MetricId } from '../metrics.ts';
import type { Books, Change, Write } from './books.ts';
import { CAP_RANGES, type Caps } from './caps.ts';

/**
 * Switches a question on, or changes the budget of its next reports.
 * @throws RangeError for a budget that is not offered
 */
export function switchOn(
  books: Books,
  { metric, epsilon, now }: { metric: MetricId; epsilon: number; now: number }
): Change<undefined> {
  if (!EPSILONS.some((offered) => offered === epsilon))
    throw new RangeError(`budgets are ${EPSILONS.join(', ')}, not ${epsilon}`);
  const since = books.consents.find((consent) => consent.metric === metric)?.since ?? now;
  return { writes: [{ store: 'consents', put: { metric, epsilon, since } }], result: undefined };
}

/**
 * Switches a question off and forgets what was answered and what waits to be sent. The ledger stays: what was spent is
 * spent, and no week in it is ever answered again.
 */
export function withdraw(books: Books, metric: MetricId): Change<undefined> {
  const about = <T extends { metric: string }>(records: readonly T[]) =>
    records.filter((record) => record.metric === metric);
  const writes: Write[] = [
    { store: 'consents', delete: metric },
    ...about(books.outbox).map(({ key }): Write => ({ store: 'outbox', delete: key })),
    ...about(books.answers).map(({ period }): Write => ({ store: 'answers', delete: [metric, period] })),
    ...about(books.withheld).map(({ period }): Write => ({ store: 'withheld', delete: [metric, period] }))
  ];
  return { writes, result: undefined };
}

/** @throws RangeError for caps outside `CAP_RANGES` */
export function setCaps(caps: Caps): Change<undefined> {
  for (const name of ['week', 'year'] as const) {
    const { low, high } = CAP_RANGES[name];
    if (!(caps[name] >= low && caps[name] <= high))
      throw new RangeError(`the cap of a ${name} lies from ${low} to ${high}, not at ${caps[name]}`);
  }
  const { week, year } = caps;
  return { writes: [{ store: 'settings', put: { name: 'caps', week, year } }], result: undefined };
}
