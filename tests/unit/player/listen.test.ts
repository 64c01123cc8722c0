import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Listen } from '../../../src/lib/player/listen.ts';

test('pauses do not count', () => {
  const listen = new Listen('felt-01', 1000);
  listen.sounds(1200);
  listen.ticks(2200);
  listen.stops(3000);
  listen.ticks(60_000);
  listen.sounds(70_000);
  expect(listen.end(70_500)).toEqual({ piece: 'felt-01', startedAt: 1000, msPlayed: 2300 });
});

test('a play goes on after the page was closed', () => {
  const listen = new Listen('felt-01', 1000, 20_000);
  listen.sounds(90_000);
  listen.ticks(91_000);
  expect(listen.soFar).toEqual({ piece: 'felt-01', startedAt: 1000, msPlayed: 21_000 });
  expect(listen.end(92_000)).toEqual({ piece: 'felt-01', startedAt: 1000, msPlayed: 22_000 });
});

test('a device that slept adds no hours', () => {
  const listen = new Listen('felt-01', 0);
  listen.sounds(0);
  listen.ticks(1000);
  expect(listen.end(8 * 3_600_000)?.msPlayed).toBe(6000);
});

test('a clock that is set back takes nothing away', () => {
  const listen = new Listen('felt-01', 10_000);
  listen.sounds(10_000);
  listen.ticks(12_000);
  listen.ticks(5000);
  expect(listen.end(6000)?.msPlayed).toBe(3000);
});

test('what never sounded was not listened to', () => {
  expect(new Listen('felt-01', 0).end(9000)).toBeUndefined();
});

test('never counts more than the time that passed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('sounds', 'ticks', 'stops'), fc.nat(4000)), { maxLength: 60 }),
      (steps) => {
        const listen = new Listen('a', 0);
        let now = 0;
        for (const [what, ms] of steps) {
          now += ms;
          listen[what](now);
        }
        expect(listen.end(now)?.msPlayed ?? 0).toBeLessThanOrEqual(now);
      }
    ),
    { seed: 3 }
  );
});
