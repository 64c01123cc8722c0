import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startOfWeek, weekAfter, weekOf } from '$lib/telemetry/index.ts';

const DAY = 24 * 60 * 60 * 1000;

describe('weeks', () => {
  test.each([
    ['2026-11-28', '2026-W48'],
    ['2027-01-03', '2026-W53'],
    ['2027-01-04', '2027-W01'],
    ['2024-12-30', '2025-W01'],
    ['2023-01-01', '2022-W52'],
    ['1970-01-01', '1970-W01'],
    ['1969-12-28', '1969-W52']
  ])('%s lies in %s (ISO 8601)', (day, week) => {
    expect(weekOf(Date.parse(day))).toBe(week);
  });

  test('begin on the Monday at or before, and there is no gap between them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 42 }), (time) => {
        const week = weekOf(time);
        const start = startOfWeek(week) ?? NaN;
        expect(start).toBeLessThanOrEqual(time);
        expect(time - start).toBeLessThan(7 * DAY);
        expect(new Date(start).getUTCDay()).toBe(1);
        expect(weekAfter(week)).toBe(weekOf(start + 7 * DAY));
        expect(weekAfter(week, -1)).toBe(weekOf(start - 1));
      })
    );
  });

  test.each(['2026-W00', '2026-W54', '2025-W53', '2026-48', 'W48', '2026-W048'])('%s is none', (week) => {
    expect(startOfWeek(week)).toBeUndefined();
    expect(() => weekAfter(week)).toThrow(RangeError);
  });
});
