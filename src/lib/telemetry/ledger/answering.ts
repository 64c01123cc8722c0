import { mechanismOf } from '../mechanism.ts';
import { type MetricId, METRICS } from '../metrics.ts';
import { weekAfter, weekOf } from '../period.ts';
import { encodeReport } from '../report.ts';
import type { Books, Change } from './books.ts';
import { type Caps, capInTheWay } from './caps.ts';
import type { Drawing } from './drawing.ts';

/** A report is sent at a random moment within this time, ms. */
export const SENDING_WINDOW = 48 * 60 * 60 * 1000;

/** What became of a question. */
export type Answered =
  | 'drawn'
  /** Not switched on. */
  | 'off'
  /** Not the last full week, or not later than all that were answered before: the clock was set back. */
  | 'not-due'
  /** Switched on, but a cap is in the way. */
  | keyof Caps;

/** The only week that is told of: the last one that is over. */
export function lastFullWeek(now: number): string {
  return weekAfter(weekOf(now), -1);
}

/**
 * The questions that are to be answered now, in the order in which they may spend. One that a cap is in the way of is
 * among them until that is written down.
 */
export function questionsDue(books: Books, now: number): MetricId[] {
  const { consents, ledger, withheld, caps } = books;
  const period = lastFullWeek(now);
  return METRICS.map(({ id }) => id).filter((id) => {
    const consent = consents.find(({ metric }) => metric === id);
    if (!consent || !isNext(books, id, period)) return false;
    const cap = capInTheWay(ledger, caps, period, consent.epsilon);
    const noted = withheld.find((each) => each.metric === id && each.period === period);
    return cap === undefined || noted?.cap !== cap;
  });
}

/**
 * Answers a question about a week once and for all: noise is drawn, and the answer, the line in the ledger and the
 * report that will leave are written together. Where a cap is in the way nothing is drawn, and why is written down.
 * @param truth see `trueAnswer`
 */
export function answer(
  books: Books,
  { metric: id, period, truth, now }: { metric: MetricId; period: string; truth: number; now: number },
  drawing: Drawing
): Change<Answered> {
  const consent = books.consents.find(({ metric }) => metric === id);
  const metric = METRICS.find((each) => each.id === id);
  if (!consent || !metric) return { writes: [], result: 'off' };
  if (period !== lastFullWeek(now) || !isNext(books, id, period)) return { writes: [], result: 'not-due' };
  const { epsilon } = consent;
  const cap = capInTheWay(books.ledger, books.caps, period, epsilon);
  if (cap) return { writes: [{ store: 'withheld', put: { metric: id, period, cap, at: now } }], result: cap };

  const value = drawing.value(metric, epsilon, truth);
  const key = drawing.key();
  const bytes = encodeReport({ metric: id, period, epsilon, value, key });
  const mechanism = mechanismOf(metric, epsilon).mechanism.name;
  const dueAt = now + drawing.below(SENDING_WINDOW);
  return {
    writes: [
      { store: 'ledger', add: { metric: id, period, epsilon, at: now, mechanism } },
      { store: 'answers', add: { metric: id, period, epsilon, value } },
      { store: 'outbox', put: { key, metric: id, period, bytes, dueAt, attempts: 0 } },
      { store: 'withheld', delete: [id, period] }
    ],
    result: 'drawn'
  };
}

/** Whether a period is later than all that the ledger has of a metric. Weeks sort as texts. */
function isNext({ ledger }: Books, id: MetricId, period: string): boolean {
  return ledger.every((entry) => entry.metric !== id || entry.period < period);
}
