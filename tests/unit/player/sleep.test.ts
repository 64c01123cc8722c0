import { expect, test } from 'vitest';
import { isBedtime, minutesLeft, sleepIn } from '../../../src/lib/player/sleep.ts';

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
