import type { Part } from './part.ts';

/** What was heard on each day from the first to the last with a play; empty where there is none. */
export interface Days {
  /** Since 1 January 1970. */
  first: number;
  /** By day from `first`. */
  plays: number[];
  /** By day from `first`: time heard. */
  ms: number[];
}

export function daysOf({ listening, calendar, first, end }: Part): Days {
  const firstDay = calendar.day[first] ?? 0;
  // A zone that once jumped over a day line may send the calendar back a day.
  const lastDay = Math.max(firstDay, calendar.day[end - 1] ?? firstDay) + 1;
  const plays = new Array<number>(lastDay - firstDay + 1).fill(0);
  const ms = new Array<number>(plays.length).fill(0);
  for (let row = first; row < end; row++) {
    if (listening.skipped[row] === 1) continue;
    const at = Math.max(0, (calendar.day[row] ?? 0) - firstDay);
    plays[at] = (plays[at] ?? 0) + 1;
    ms[at] = (ms[at] ?? 0) + Math.max(0, listening.msPlayed[row] ?? 0);
  }
  const from = plays.findIndex((count) => count > 0);
  const to = plays.findLastIndex((count) => count > 0) + 1;
  if (from < 0) return { first: 0, plays: [], ms: [] };
  return { first: firstDay + from, plays: plays.slice(from, to), ms: ms.slice(from, to) };
}
