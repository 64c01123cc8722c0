import { expect, test } from 'vitest';
import { lastPlays, momentBefore, playCounts, playSequence } from '../../../src/lib/recommender/sequence.ts';
import { splitByTime } from '../../../src/lib/recommender/split.ts';
import { listeningOf } from './listening.ts';

test('skips are left out, and songs keep their numbers', () => {
  const sequence = playSequence(listeningOf('ABbCA'));
  expect([...sequence.song]).toEqual([0, 1, 2, 0]);
  expect(sequence.songs).toBe(3);
  expect([...sequence.firstPlay]).toEqual([0, 1, 2]);
});

test('a song that was only ever skipped counts as never played', () => {
  const sequence = playSequence(listeningOf('AbA'));
  expect([...sequence.firstPlay]).toEqual([0, 2]);
});

test('plays dated in the future are left out, unless the clock is the one that is wrong', () => {
  const hour = 3_600_000;
  const listening = listeningOf('ABAC');
  const at = (i: number) => listening.startedAt[i] ?? 0;
  listening.startedAt[3] = at(2) + 5 * 8766 * hour;
  expect([...playSequence(listening, at(2)).song]).toEqual([0, 1, 0]);
  expect([...playSequence(listening, at(2) - 20 * hour).song]).toEqual([0, 1, 0]);
  expect([...playSequence(listening, at(0) - 8766 * hour).song]).toEqual([0, 1, 0, 2]);
});

test('counts and last plays know nothing of what comes after the moment', () => {
  const sequence = playSequence(listeningOf('ABAC'));
  expect([...playCounts(sequence, 2)]).toEqual([1, 1, 0]);
  expect([...lastPlays(sequence, 2)]).toEqual([0, 1, -1]);
  expect(momentBefore(sequence, 2)).toEqual({ known: 2, at: sequence.at[2] });
});

test('the split holds out the last tenth in time order and never overlaps', () => {
  for (const plays of [200, 999, 60_000, 1_000_000]) {
    const { trainEnd, validation, testStart, test } = splitByTime(plays);
    expect(testStart).toBe(plays - Math.floor(plays / 10));
    expect(validation[0]).toBe(trainEnd);
    expect(Math.max(...validation)).toBeLessThan(testStart);
    expect(test[0]).toBe(testStart);
    expect(test.at(-1)).toBeLessThan(plays);
    expect(new Set(test).size).toBe(test.length);
    expect(test.length).toBeLessThanOrEqual(4000);
  }
});
