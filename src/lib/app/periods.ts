import type { Period } from '$lib/history/index.ts';

const DAY = 24 * 60 * 60 * 1000;
const WEEKS = 28 * DAY;

/** How a period is named in an address: all, the last four weeks, the last six months, or a year. */
export type PeriodId = 'all' | '4w' | '6m' | `${number}`;

/** @param text from an address, so anything. */
export function parsePeriod(text: string | null): PeriodId {
  if (text === '4w' || text === '6m') return text;
  return text !== null && /^(19|20)\d{2}$/.test(text) ? (text as PeriodId) : 'all';
}

/** By the clock of this device. @param now ms since epoch. */
export function periodOf(id: PeriodId, now: number): Period {
  if (id === 'all') return { from: -Infinity, to: Infinity };
  if (id === '4w') return { from: now - WEEKS, to: Infinity };
  if (id === '6m') return { from: sixMonthsBefore(now), to: Infinity };
  const year = Number(id);
  return { from: new Date(year, 0, 1).getTime(), to: new Date(year + 1, 0, 1).getTime() };
}

export interface PeriodOption {
  id: PeriodId;
  name: string;
}

/**
 * The periods that have something to show, the widest first.
 * @param years with plays, newest first.
 * @param last start of the last play, ms since epoch.
 */
export function periodOptions(years: readonly number[], last: number, now: number): PeriodOption[] {
  const thisYear = new Date(now).getFullYear();
  return [
    { id: 'all', name: 'All time' },
    ...(last >= now - WEEKS ? [{ id: '4w', name: 'Last 4 weeks' } as const] : []),
    ...(last >= sixMonthsBefore(now) ? [{ id: '6m', name: 'Last 6 months' } as const] : []),
    ...years.map((year) => ({
      id: `${year}` as const,
      name: year === thisYear ? 'This year' : String(year)
    }))
  ];
}

function sixMonthsBefore(now: number): number {
  const date = new Date(now);
  // The last day of a shorter month, where the day does not exist in it.
  const days = new Date(date.getFullYear(), date.getMonth() - 5, 0).getDate();
  return new Date(date.getFullYear(), date.getMonth() - 6, Math.min(date.getDate(), days)).getTime();
}
