import type { Statistics } from '$lib/history/index.ts';
import type { Choice } from '$lib/lab/index.ts';

const MINUTE = 60_000;
/** Upper ends of the answers about a week's listening after "nothing", in minutes. */
const MINUTES = [30, 60, 3 * 60, 7 * 60, 14 * 60, 28 * 60, Infinity];
const WEEKS = 4;

/** The questions that a history can answer here. */
export function isInHistory({ id }: Choice): boolean {
  return id === 'hour' || id === 'minutes';
}

/**
 * Your own answer: the commonest hour, or the listening of a usual week.
 * @param statistics of the last four weeks
 */
export function ownAnswer({ id }: Choice, { clock, totals }: Statistics): number {
  if (id === 'minutes') {
    const minutes = totals.ms / MINUTE / WEEKS;
    return minutes === 0 ? 0 : 1 + MINUTES.findIndex((end) => minutes < end);
  }
  const plays = clock.weekdays.map((heard, hour) => heard.plays + (clock.weekend[hour]?.plays ?? 0));
  const most = Math.max(...plays);
  return most === 0 ? 0 : 1 + plays.indexOf(most);
}
