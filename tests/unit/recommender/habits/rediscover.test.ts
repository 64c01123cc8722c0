import { describe, expect, it } from 'vitest';
import { rememberedOn } from '../../../../src/lib/recommender/arrange/remembered.ts';
import { onceLoved } from '../../../../src/lib/recommender/habits/rediscover.ts';
import { DAY, joined, nothingOut, playsOf } from './plays.ts';

const START = Date.UTC(2024, 0, 1);
/** Twenty songs once each, so that the others stand out. */
const OTHERS = 'CDEFGHIJKLMNOPQRSTUV';
const songs = `AB${OTHERS}`;

function history(early: string, daysLater: number, late: string) {
  const all = playsOf(songs, START - DAY);
  const at = (text: string, start: number) => {
    const part = playsOf(songs + text, start - songs.length * 240_000);
    const from = songs.length;
    return {
      ...all,
      song: part.song.slice(from),
      startedAt: part.startedAt.slice(from),
      skipped: part.skipped.slice(from)
    };
  };
  return joined(all, at(early, START), at(late, START + daysLater * DAY));
}
const keysOf = (plays: ReturnType<typeof history>, out = nothingOut(plays)) =>
  onceLoved(plays, out, 24).map(({ song }) => song.key);

describe('onceLoved', () => {
  it('finds what was played often and then no more, the most played first', () => {
    const plays = history('AAAAAAABBBBBBBBB', 200, 'C');
    expect(keysOf(plays)).toEqual(['B', 'A']);
    expect(onceLoved(plays, nothingOut(plays), 1)).toMatchObject([
      { song: { key: 'B' }, artist: 'Artist B', plays: 10 }
    ]);
  });

  it('leaves out what was heard lately, and what was never loved', () => {
    expect(keysOf(history('AAAAAAABBBBBBBBB', 200, 'B'))).toEqual(['A']);
    expect(keysOf(history('AAABBB', 200, 'C'))).toEqual([]);
    expect(keysOf(history('AAAAAAA', 100, 'C'))).toEqual([]);
  });

  it('does not count what is kept out of taste', () => {
    const plays = history('AAAAAAABBBBBBBBB', 200, 'C');
    const out = nothingOut(plays).map((_, row) => (plays.song[row] === 0 ? 1 : 0));
    expect(keysOf(plays, out)).toEqual(['B']);
  });

  it('says nothing of an empty history', () => {
    expect(keysOf({ ...playsOf(''), song: new Uint32Array() })).toEqual([]);
  });
});

describe('rememberedOn', () => {
  const loved = Array.from({ length: 24 }, (_, i) => ({ song: { key: `song ${i}` }, artist: `artist ${i}` }));
  const on = (day: number, feedback: Parameters<typeof rememberedOn>[1] = []) =>
    rememberedOn(loved, feedback, { day, now: 0, count: 6 });

  it('draws other songs on another day, the same ones all day, in their order', () => {
    expect(on(1)).toHaveLength(6);
    expect(on(1)).toEqual(on(1));
    expect(new Set([1, 2, 3].map((day) => JSON.stringify(on(day)))).size).toBe(3);
    expect(on(1)).toEqual(loved.filter((song) => on(1).includes(song)));
  });

  it('puts another song in the place of a hidden one, and keeps the others', () => {
    const [first] = on(1);
    const after = on(1, [{ kind: 'not-for-me', subject: first?.song.key ?? '', givenAt: 0 }]);
    expect(after).toHaveLength(6);
    expect(after).not.toContain(first);
    expect(after).toEqual(expect.arrayContaining(on(1).slice(1)));
  });
});
