import { dateOf, dayOf, type Period } from '$lib/history/index.ts';
import { formatDate, formatDayAndMonth, longMonth } from '../dates.ts';

/** What a recap is of. Days are counted since 1 January 1970; months are 1 ... 12. */
export type RecapPeriod =
  | { kind: 'all' }
  | { kind: 'year'; year: number }
  | { kind: 'month'; year: number; month: number }
  | { kind: 'days'; first: number; last: number };

const ID = /^((?:19|20)\d{2})(?:-(\d{2}))?$/;
const DAYS = /^(.{10})\.\.(.{10})$/;
const DATE = /^((?:19|20)\d{2})-(\d{2})-(\d{2})$/;
const DAY = 24 * 60 * 60_000;

/**
 * Reads a period out of an address: "all", "2025", "2025-03" or "2025-03-01..2025-04-10".
 * @param text anything. @returns undefined where it names no period.
 */
export function parseRecap(text: string | null): RecapPeriod | undefined {
  if (text === 'all') return { kind: 'all' };
  const [, year, month] = ID.exec(text ?? '') ?? [];
  if (year !== undefined && month === undefined) return { kind: 'year', year: Number(year) };
  if (year !== undefined && Number(month) >= 1 && Number(month) <= 12)
    return { kind: 'month', year: Number(year), month: Number(month) };
  const [, first = '', last = ''] = DAYS.exec(text ?? '') ?? [];
  return daysBetween(first, last);
}

/** All days from one date to another, in whichever order. @returns undefined unless both are dates, "2025-03-01". */
export function daysBetween(one: string, other: string): RecapPeriod | undefined {
  const [a, b] = [parseDate(one), parseDate(other)];
  if (a === undefined || b === undefined) return undefined;
  return { kind: 'days', first: Math.min(a, b), last: Math.max(a, b) };
}

/** How the period stands in an address and in the name of a file. */
export function recapId(period: RecapPeriod): string {
  if (period.kind === 'all') return 'all';
  if (period.kind === 'year') return String(period.year);
  if (period.kind === 'month') return `${period.year}-${String(period.month).padStart(2, '0')}`;
  return `${isoDate(period.first)}..${isoDate(period.last)}`;
}

/** The period's name, in one line or two. */
export function recapName(period: RecapPeriod): [string] | [string, string] {
  if (period.kind === 'all') return ['All time'];
  if (period.kind === 'year') return [String(period.year)];
  if (period.kind === 'month') return [`${longMonth(period.month - 1)} ${period.year}`];
  const last = formatDate(period.last);
  if (period.first === period.last) return [last];
  const sameYear = dateOf(period.first).year === dateOf(period.last).year;
  return [sameYear ? formatDayAndMonth(period.first) : formatDate(period.first), `to ${last}`];
}

/** By the clock of this device, ms since epoch. */
export function recapBounds(period: RecapPeriod): Period {
  if (period.kind === 'all') return { from: -Infinity, to: Infinity };
  if (period.kind === 'year') return { from: startOf(period.year), to: startOf(period.year + 1) };
  if (period.kind === 'month')
    return { from: startOf(period.year, period.month), to: startOf(period.year, period.month + 1) };
  const [first, end] = [dateOf(period.first), dateOf(period.last + 1)];
  return { from: startOf(first.year, first.month, first.date), to: startOf(end.year, end.month, end.date) };
}

/** The one just before, of the same kind and length; undefined where there is none. */
export function recapBefore(period: RecapPeriod): RecapPeriod | undefined {
  if (period.kind === 'all') return undefined;
  if (period.kind === 'year') return { kind: 'year', year: period.year - 1 };
  if (period.kind === 'month') {
    const { year, month } = dateOf(dayOf(period.year, period.month - 1, 1));
    return { kind: 'month', year, month };
  }
  const days = period.last - period.first + 1;
  return { kind: 'days', first: period.first - days, last: period.last - days };
}

/** "2025-03-01", as date fields have it. @param day since 1 January 1970. */
export function isoDate(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

function parseDate(text: string): number | undefined {
  const [, year, month, day] = (DATE.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const found = dayOf(year, month, day);
  // A day that its month does not have would come out as another one.
  return isoDate(found) === text ? found : undefined;
}

function startOf(year: number, month = 1, day = 1): number {
  return new Date(year, month - 1, day).getTime();
}
