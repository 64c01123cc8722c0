import type { Statistics } from '$lib/history/index.ts';
import type { Choice } from '$lib/lab/index.ts';
import { durationOption } from '$lib/telemetry/index.ts';

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
  if (id === 'minutes') return totals.ms === 0 ? 0 : durationOption(totals.ms / WEEKS);
  const plays = clock.weekdays.map((heard, hour) => heard.plays + (clock.weekend[hour]?.plays ?? 0));
  const most = Math.max(...plays);
  return most === 0 ? 0 : 1 + plays.indexOf(most);
}
