import { describe, expect, it } from 'vitest';
import { describeStop, LAST_STOP, noveltyAt, stopOf } from '../../../../src/lib/app/listen/novelty.ts';
import { readWishes, writeWishes } from '../../../../src/lib/app/listen/wishes.ts';

function memory(): Pick<Storage, 'getItem' | 'setItem'> {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value)
  };
}

describe('the wishes', () => {
  it('come back as they were stored', () => {
    const storage = memory();
    writeWishes(storage, { novelty: -0.5, context: false });
    expect(readWishes(storage)).toEqual({ novelty: -0.5, context: false });
  });

  it.each([
    null,
    '',
    '{',
    '{"novelty":"much","context":true}',
    '{"novelty":7,"context":true}',
    '{"novelty":null}'
  ])('are the usual ones where %s is stored', (stored) => {
    expect(readWishes({ getItem: () => stored })).toEqual({ novelty: 0, context: true });
  });
});

describe('the slider', () => {
  it('has a stop with words for every wish, from familiar to new', () => {
    const stops = Array.from({ length: LAST_STOP + 1 }, (_, stop) => stop);
    expect(stops.map((stop) => stopOf(noveltyAt(stop)))).toEqual(stops);
    expect(new Set(stops.map(describeStop)).size).toBe(stops.length);
    expect([noveltyAt(0), noveltyAt(LAST_STOP / 2), noveltyAt(LAST_STOP)]).toEqual([-1, 0, 1]);
  });
});
