import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quarterOf, weekLifts } from '../../../../src/lib/recommender/habits/week.ts';
import { nothingOut, playsOf } from './plays.ts';

const SATURDAY = 5;
const MORNING = { weekday: SATURDAY, quarter: 1 };

/** @param saturday by play: s = on a Saturday at nine, anything else on a Monday at nine, each on a day of its own */
function lifts(plays: string, saturday: string, keys = [...new Set(plays.toUpperCase())], days?: number) {
  const history = playsOf(plays);
  const weekday = Uint8Array.from(saturday, (day) => (day === 's' ? SATURDAY : 0));
  const day = Int32Array.from({ length: plays.length }, (_, i) => days ?? i);
  const columns = { day, weekday, hour: new Uint8Array(plays.length).fill(9) };
  return weekLifts(history, nothingOut(history), columns, MORNING, new Set(keys));
}

describe('weekLifts', () => {
  const half = (count: number) => 's'.repeat(count) + '-'.repeat(count);

  it('lifts what is heard at such a time, and lowers what is not', () => {
    const found = lifts('A'.repeat(40) + 'B'.repeat(40), half(40));
    expect(found.get('A')).toBeGreaterThan(0);
    expect(found.get('B')).toBeLessThan(0);
  });

  it('says little of a song of few plays', () => {
    const found = lifts('A'.repeat(40) + 'C' + 'B'.repeat(39), 's'.repeat(41) + '-'.repeat(39));
    expect(found.get('C')).toBeGreaterThan(0);
    expect(found.get('C')).toBeLessThan(found.get('A') ?? 0);
  });

  it('makes no habit of one long sitting', () => {
    const oneDay = lifts('ABCDEFGHIJKLMNOPQRSTUVWX'.repeat(3), half(36), undefined, 1);
    expect(Math.max(...[...oneDay.values()].map(Math.abs))).toBeLessThan(0.1);
  });

  it('says nothing where hardly anything was heard at such a time', () => {
    expect(lifts('A'.repeat(19) + 'B'.repeat(60), 's'.repeat(19) + '-'.repeat(60)).size).toBe(0);
  });

  it('answers for the songs that are asked for', () => {
    expect([...lifts('A'.repeat(40) + 'B'.repeat(40), half(40), ['B']).keys()]).toEqual(['B']);
  });

  it('stays within a scale of -1 to 1', () => {
    const history = fc.array(fc.tuple(fc.constantFrom('A', 'B', 'C', 'a'), fc.constantFrom('s', '-')), {
      minLength: 30,
      maxLength: 200
    });
    fc.assert(
      fc.property(history, (plays) => {
        const found = lifts(plays.map(([song]) => song).join(''), plays.map(([, day]) => day).join(''));
        for (const lift of found.values()) expect(Math.abs(lift)).toBeLessThanOrEqual(1);
      })
    );
  });
});

it('quarterOf: six hours each', () => {
  expect([0, 5, 6, 11, 12, 17, 18, 23].map(quarterOf)).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
});
