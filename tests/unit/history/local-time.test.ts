import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalTime, dateOf, dayOf, weekdayOf } from '../../../src/lib/history/local-time.ts';

const HOUR = 3_600_000;
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'America/Santiago',
  'Africa/Casablanca',
  'Pacific/Apia'
];

/** The same by Intl alone, slowly. */
function reference(zone: string) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric'
  });
  return (time: number) => {
    const parts = Object.fromEntries(
      format.formatToParts(time).map(({ type, value }) => [type, Number(value)])
    );
    return { day: dayOf(parts['year'] ?? 0, parts['month'] ?? 0, parts['day'] ?? 0), hour: parts['hour'] };
  };
}

describe.each(ZONES)('LocalTime in %s', (zone) => {
  const local = new LocalTime(zone);
  const expected = reference(zone);
  const told = (time: number) => ({ day: local.day(time), hour: local.hour(time) });

  it('agrees with Intl at any time, in any order', () => {
    const times = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2034, 11, 31) });
    fc.assert(
      fc.property(times, (time) => {
        expect(told(time)).toEqual(expected(time));
      }),
      { numRuns: 300 }
    );
  });

  it('agrees with Intl just before and at every change of the clocks', () => {
    let changes = 0;
    for (let time = Date.UTC(2010, 0, 1); time < Date.UTC(2016, 0, 1); time += HOUR / 2) {
      if (local.offset(time) === local.offset(time - 1)) continue;
      changes++;
      expect(told(time)).toEqual(expected(time));
      expect(told(time - 1)).toEqual(expected(time - 1));
    }
    const seldom = ['UTC', 'Asia/Kolkata', 'Asia/Kathmandu'].includes(zone);
    expect(changes > 0).toBe(!seldom);
  });
});

it('refuses an unknown zone', () => {
  expect(() => new LocalTime('Mars/Olympus')).toThrow(RangeError);
});

it('tells a million times within a fraction of a second', () => {
  const local = new LocalTime('Europe/Berlin');
  const from = Date.UTC(2014, 0, 1);
  const step = (Date.UTC(2026, 0, 1) - from) / 1e6;
  const started = performance.now();
  let sum = 0;
  for (let n = 0; n < 1e6; n++) sum += local.hour(from + n * step) + local.day(from + n * step);
  expect(sum).toBeGreaterThan(0);
  // Well below 200 ms alone; the machines of tests are seldom alone.
  expect(performance.now() - started).toBeLessThan(2000);
});

describe('the calendar', () => {
  it.each([
    [0, { year: 1970, month: 1, date: 1 }, 3],
    [-1, { year: 1969, month: 12, date: 31 }, 2],
    [11_016, { year: 2000, month: 2, date: 29 }, 1],
    [20_782, { year: 2026, month: 11, date: 25 }, 2]
  ])('day %d', (day, date, weekday) => {
    expect(dateOf(day)).toEqual(date);
    expect(weekdayOf(day)).toBe(weekday);
  });

  it('counts days both ways', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (day) => {
        const { year, month, date } = dateOf(day);
        expect(dayOf(year, month, date)).toBe(day);
        expect(weekdayOf(day)).toBe((new Date(day * 24 * HOUR).getUTCDay() + 6) % 7);
      })
    );
  });
});
