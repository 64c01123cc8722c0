import { describe, expect, it } from 'vitest';
import { parsePeriod, periodOf, periodOptions } from '../../../src/lib/app/periods.ts';

const at = (year: number, month: number, date: number, hour = 12) =>
  new Date(year, month - 1, date, hour).getTime();

describe('parsePeriod', () => {
  it.each([
    ['4w', '4w'],
    ['2019', '2019'],
    [null, 'all'],
    ['', 'all'],
    ['99999', 'all'],
    ['<script>', 'all']
  ])('reads %j as %s', (text, expected) => {
    expect(parsePeriod(text)).toBe(expected);
  });
});

describe('periodOf', () => {
  const now = at(2026, 8, 31);

  it('takes a year by the clock of this device', () => {
    expect(periodOf('2024', now)).toEqual({ from: at(2024, 1, 1, 0), to: at(2025, 1, 1, 0) });
  });

  it('goes back six months to the last day of a shorter one', () => {
    expect(periodOf('6m', now).from).toBe(at(2026, 2, 28, 0));
    expect(periodOf('6m', at(2026, 3, 15)).from).toBe(at(2025, 9, 15, 0));
  });
});

describe('periodOptions', () => {
  const names = (last: number) => periodOptions([2026, 2024], last, at(2026, 11, 25)).map(({ name }) => name);

  it('offers only what has plays', () => {
    expect(names(at(2026, 11, 24))).toEqual([
      'All time',
      'Last 4 weeks',
      'Last 6 months',
      'This year',
      '2024'
    ]);
    expect(names(at(2026, 7, 1))).toEqual(['All time', 'Last 6 months', 'This year', '2024']);
    expect(names(at(2026, 1, 1))).toEqual(['All time', 'This year', '2024']);
  });
});
