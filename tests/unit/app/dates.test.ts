import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  formatDate,
  formatDayAndMonth,
  formatDayAndTime,
  formatLongMonth,
  formatMonth,
  formatTimeOfDay,
  formatWeekday,
  longMonth
} from '../../../src/lib/app/dates.ts';

const DAY = 24 * 60 * 60_000;
/** 1900 to 2100 */
const days = fc.integer({ min: -25_567, max: 47_482 });
const times = fc.integer({ min: -25_567 * DAY, max: 47_482 * DAY });

/** What the browser's own British formatter writes. */
const british = (options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat('en-GB', options);
  return (time: number) => format.format(time);
};

test('days of a calendar are written as Intl writes them', () => {
  const full = british({ timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' });
  const short = british({ timeZone: 'UTC', day: 'numeric', month: 'short' });
  const weekday = british({
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric'
  });
  fc.assert(
    fc.property(days, (day) => {
      expect(formatDate(day)).toBe(full(day * DAY));
      expect(formatDayAndMonth(day)).toBe(short(day * DAY));
      expect(formatWeekday(day)).toBe(weekday(day * DAY));
    })
  );
});

test('times are written as Intl writes them, by the clock of the device', () => {
  const minutes = british({ hour: '2-digit', minute: '2-digit' });
  const both = british({
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit'
  });
  const month = british({ month: 'long', year: 'numeric' });
  fc.assert(
    fc.property(times, (time) => {
      expect(formatTimeOfDay(time)).toBe(minutes(time));
      expect(formatDayAndTime(time)).toBe(both(time));
      expect(formatLongMonth(time)).toBe(month(time));
    })
  );
});

test('months are written as Intl writes them, those before 1970 too', () => {
  const short = british({ timeZone: 'UTC', month: 'short', year: 'numeric' });
  const long = british({ timeZone: 'UTC', month: 'long' });
  fc.assert(
    fc.property(fc.integer({ min: -840, max: 1560 }), (month) => {
      expect(formatMonth(month)).toBe(short(Date.UTC(1970, month)));
    })
  );
  for (let month = 0; month < 12; month++) expect(longMonth(month)).toBe(long(Date.UTC(2026, month)));
});
