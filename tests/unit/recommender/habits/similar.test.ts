import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { songsLike } from '../../../../src/lib/recommender/habits/similar.ts';
import { DAY, joined, nothingOut, playsOf } from './plays.ts';

const like = (plays: ReturnType<typeof playsOf>, key: string, out = nothingOut(plays)) =>
  songsLike(plays, out, key, 50).map(({ song }) => song.key);

describe('songsLike', () => {
  it('finds what is heard together, the nearest first', () => {
    const plays = playsOf('ABCDABCD');
    expect(like(plays, 'A')).toEqual(expect.arrayContaining(['B', 'C', 'D']));
    const [closest] = songsLike(playsOf('ABXXXXXXXXXC'), new Uint8Array(12), 'A', 1);
    expect(closest).toMatchObject({ song: { key: 'B' }, artist: 'Artist B', plays: 1, together: 1 });
  });

  it('prefers the companion to the hit that is heard all the time', () => {
    const plays = playsOf('BAHCHDHEHFHGHIHJHKHLBAHMHNHOHPHQHRHSHTHUH');
    expect(like(plays, 'A')[0]).toBe('B');
  });

  it('does not look over the pause between two sittings, nor further than ten plays', () => {
    const songs = 'ABCDEFGHIJKLM';
    const first = playsOf(songs);
    expect(like(first, 'A')).not.toContain('L');
    expect(like(first, 'A')).toContain('K');
    const later = playsOf(songs, (first.startedAt.at(-1) ?? 0) + DAY);
    expect(like(joined(first, later), 'M')).not.toContain('A');
  });

  it('learns nothing from skips and from what is kept out of taste', () => {
    expect(like(playsOf('Ab'), 'A')).toEqual([]);
    expect(like(playsOf('ABC'), 'A', Uint8Array.of(0, 1, 0))).toEqual(['C']);
  });

  it('knows nothing of a song that it has never seen', () => {
    expect(like(playsOf('ABC'), 'Z')).toEqual([]);
  });

  it('is mutual: where one song goes with another, that one goes with it as often', () => {
    const text = fc.string({
      unit: fc.constantFrom('A', 'B', 'C', 'D', 'a', 'b'),
      minLength: 2,
      maxLength: 40
    });
    fc.assert(
      fc.property(text, (history) => {
        const plays = playsOf(history);
        const out = nothingOut(plays);
        for (const { key } of plays.songs) {
          for (const { song, together } of songsLike(plays, out, key, 50)) {
            const back = songsLike(plays, out, song.key, 50).find((other) => other.song.key === key);
            expect(back?.together).toBe(together);
          }
        }
      })
    );
  });
});
