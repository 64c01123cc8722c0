import type { Books, Change, Delivery, Queued } from '../ledger/books.ts';
import type { Drawing } from '../ledger/drawing.ts';
import { waitOf } from './retry-after.ts';

/** What came back: an HTTP status, or why there is none. */
export type ServerAnswer = NonNullable<Delivery['answer']>;

/** What came back, with what it asks for. */
export interface Received {
  readonly answer: ServerAnswer;
  /** The field `Retry-After`, as it came. */
  readonly retryAfter?: string;
}

const MINUTE = 60_000;
const FIRST_PAUSE = MINUTE;
const LONGEST_PAUSE = 24 * 60 * MINUTE;
/** After so many, which takes about ten days, a report is given up: nobody is there to take it. */
export const MOST_ATTEMPTS = 20;

/** Stored now, and stored before. */
const ACCEPTED = [202, 200];
/** No report, and too large: the same bytes would be refused again. */
const REFUSED = [400, 413];
/** Too many, and out of service: `Retry-After` says until when. */
const BUSY = [429, 503];

/** When the next report is to be sent, ms since epoch; undefined while none waits. */
export function nextDue({ outbox }: Books): number | undefined {
  return outbox.length === 0 ? undefined : Math.min(...outbox.map(({ dueAt }) => dueAt));
}

/**
 * Takes the next report that is due. What follows is written before a byte leaves: that it is sent, and when to send it
 * again, with the same bytes and the same key, should nothing be heard of it.
 */
export function take(
  books: Books,
  now: number,
  drawing: Pick<Drawing, 'below'>
): Change<Delivery | undefined> {
  const [next] = books.outbox
    .filter(({ metric, dueAt }) => dueAt <= now && books.consents.some((each) => each.metric === metric))
    .sort((a, b) => a.dueAt - b.dueAt);
  if (!next) return { writes: [], result: undefined };
  const attempt = next.attempts + 1;
  const again: Queued = { ...next, attempts: attempt, dueAt: now + pauseAfter(attempt, drawing) };
  const { key, metric, period, bytes } = next;
  const delivery: Delivery = { key, attempt, metric, period, bytes, at: now };
  return {
    writes: [
      { store: 'outbox', put: again },
      { store: 'deliveries', put: delivery }
    ],
    result: delivery
  };
}

/**
 * Writes down what came back. A report that was stored, refused or given up waits no longer; else it is sent again. A
 * service that asks to be left alone gets no report at all until then, or for a day.
 */
export function settle(
  { outbox }: Books,
  { delivery, received, now }: { delivery: Delivery; received: Received; now: number },
  drawing: Pick<Drawing, 'below'>
): Change<undefined> {
  const { key, attempt } = delivery;
  const { answer, retryAfter } = received;
  const over =
    (typeof answer === 'number' && [...ACCEPTED, ...REFUSED].includes(answer)) || attempt >= MOST_ATTEMPTS;
  const wait = BUSY.some((status) => status === answer) ? waitOf(retryAfter, now) : 0;
  const again = now + Math.min(LONGEST_PAUSE, wait);
  const early = wait === 0 ? [] : outbox.filter(({ dueAt }) => dueAt < again);
  return {
    writes: [
      { store: 'deliveries', put: { ...delivery, answer } },
      ...early.map(
        // Devices that were told the same moment do not come back all at once.
        (report) =>
          ({ store: 'outbox', put: { ...report, dueAt: again + drawing.below(FIRST_PAUSE) } }) as const
      ),
      ...(over ? [{ store: 'outbox', delete: key } as const] : [])
    ],
    result: undefined
  };
}

/** Doubles with each attempt, up to a day, and is drawn from the later half: devices do not come back all at once. */
function pauseAfter(attempt: number, drawing: Pick<Drawing, 'below'>): number {
  const longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempt - 1));
  return longest / 2 + drawing.below(longest / 2);
}
