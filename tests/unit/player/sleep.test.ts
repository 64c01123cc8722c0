import { expect, test } from 'vitest';
import { isBedtime, loudnessAt, minutesLeft, sleepIn } from '../../../src/lib/player/sleep.ts';

test('the music stops at its time, or with the piece', () => {
  const sleep = sleepIn(15, 1000);
  expect(isBedtime(sleep, 15 * 60_000, true)).toBe(false);
  expect(isBedtime(sleep, 15 * 60_000 + 1000, false)).toBe(true);
  expect(isBedtime('end-of-piece', 0, false)).toBe(false);
  expect(isBedtime('end-of-piece', 0, true)).toBe(true);
  expect(isBedtime(undefined, Infinity, true)).toBe(false);
});

test('minutes to go are rounded up, and never below nothing', () => {
  expect(minutesLeft({ at: 60_001 }, 0)).toBe(2);
  expect(minutesLeft({ at: 0 }, 99)).toBe(0);
});

test('the music fades before its time, and never comes back by itself', () => {
  const sleep = sleepIn(15, 0);
  expect([loudnessAt(sleep, 0), loudnessAt(undefined, 0), loudnessAt('end-of-piece', 0)]).toEqual([1, 1, 1]);
  let former = 1;
  for (let now = 14.5 * 60_000; now <= 15.5 * 60_000; now += 250) {
    const loudness = loudnessAt(sleep, now);
    expect(loudness).toBeLessThanOrEqual(former);
    // No step is heard as one.
    expect(former - loudness).toBeLessThan(0.03);
    former = loudness;
  }
  expect(former).toBe(0);
});
