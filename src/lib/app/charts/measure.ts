import type { Heard, Measure } from '$lib/history/index.ts';
import { countOf, formatCount, formatUtcDay, lazily, LOCALE } from '../format.ts';

const MINUTE = 60_000;
const dayFormat = lazily(
  () =>
    new Intl.DateTimeFormat(LOCALE, {
      timeZone: 'UTC',
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric'
    })
);
const monthFormat = lazily(
  () => new Intl.DateTimeFormat(LOCALE, { timeZone: 'UTC', month: 'short', year: 'numeric' })
);

/** "45 min", "3.4 h", "1,234 h" */
export function formatHeard(ms: number): string {
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 60) return `${minutes} min`;
  const hours = minutes / 60;
  return `${hours < 10 ? hours.toFixed(1) : formatCount(hours)} h`;
}

export function valueOf({ plays, ms }: Heard, measure: Measure): number {
  return measure === 'plays' ? plays : ms;
}

/** "12 plays" or "45 min" */
export function describeHeard(heard: Heard, measure: Measure): string {
  return measure === 'plays' ? countOf(heard.plays, 'play') : formatHeard(heard.ms);
}

/** Both measures, for the columns "Plays" and "Time" of a table. */
export function cellsOf({ plays, ms }: Heard): [string, string] {
  return [formatCount(plays), formatHeard(ms)];
}

/** "Tue, 3 May 2024" @param day since 1 January 1970. */
export function formatWeekday(day: number): string {
  return dayFormat().format(day * 24 * 60 * MINUTE);
}

/** "3 May 2024" @param day since 1 January 1970. */
export function formatDate(day: number): string {
  return formatUtcDay(day * 24 * 60 * MINUTE);
}

/** "May 2024" @param month since January 1970. */
export function formatMonth(month: number): string {
  return monthFormat().format(Date.UTC(1970, month));
}
