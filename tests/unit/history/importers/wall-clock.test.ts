import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WallClock } from '../../../../src/lib/history/importers/wall-clock.ts';

it.each([
  ['winter', '2024-01-10T12:00:00Z', '2024-01-10T11:00:00Z'],
  ['summer', '2024-07-10T12:00:00Z', '2024-07-10T10:00:00Z'],
  ['the first of the two hours', '2024-10-27T02:30:00Z', '2024-10-27T00:30:00Z'],
  ['just after them', '2024-10-27T03:00:00Z', '2024-10-27T02:00:00Z'],
  ['the hour that is left out', '2024-03-31T02:30:00Z', '2024-03-31T00:30:00Z'],
  ['just before it', '2024-03-31T01:59:59Z', '2024-03-31T00:59:59Z'],
  ['just after it', '2024-03-31T03:00:00Z', '2024-03-31T01:00:00Z']
])('a clock in Berlin is understood in %s', (_, wall, utc) => {
  expect(new Date(new WallClock('Europe/Berlin').toUtc(Date.parse(wall))).toISOString()).toBe(
    new Date(utc).toISOString()
  );
});

it.each(['UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia', 'Australia/Lord_Howe'])(
  'what the clock in %s shows is what it was asked for',
  (zone) => {
    const clock = new WallClock(zone);
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2000, 0, 2), max: Date.UTC(2034, 0, 1) }), (time) => {
        const wall = time + clock.offsetAt(time);
        const understood = clock.toUtc(wall);
        expect(understood + clock.offsetAt(understood)).toBe(wall);
      }),
      { numRuns: 300 }
    );
  }
);

it('no time stays no time', () => {
  expect(new WallClock('UTC').toUtc(NaN)).toBeNaN();
});
