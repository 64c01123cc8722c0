import fc from 'fast-check';
import type { Feedback } from '../../../../src/lib/history/index.ts';
import type { Candidate } from '../../../../src/lib/recommender/arrange/candidate.ts';
import type { ListMoment } from '../../../../src/lib/recommender/arrange/arrange.ts';

export const DAY = 24 * 60 * 60_000;
export const NOW = Date.UTC(2026, 10, 28, 9);

/** A song of its own for every number. */
export function candidate(number: number, artist: string, plays: number, daysAgo: number): Candidate {
  return {
    song: { key: `${artist}\u001f${number}`, artist, title: `Song ${number}` },
    artist,
    reason: { plays, lastPlayedAt: NOW - daysAgo * DAY }
  };
}

/** Lists of up to `most` songs, with few artists, so that they meet. */
export function candidateLists(most = 60): fc.Arbitrary<Candidate[]> {
  return fc
    .array(
      fc.tuple(
        fc.constantFrom('A', 'B', 'C', 'D', 'E'),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 900 })
      ),
      {
        maxLength: most
      }
    )
    .map((songs) => songs.map(([artist, plays, daysAgo], i) => candidate(i, artist, plays, daysAgo)));
}

export const feedbackOn = (candidates: readonly Candidate[]): fc.Arbitrary<Feedback[]> =>
  candidates.length === 0
    ? fc.constant([])
    : fc.array(
        fc
          .tuple(
            fc.constantFrom<Feedback['kind']>('like', 'not-for-me', 'not-now', 'less-of-artist'),
            fc.constantFrom(...candidates),
            fc.integer({ min: 0, max: 60 })
          )
          .map(([kind, { song, artist }, daysAgo]) => ({
            kind,
            subject: kind === 'less-of-artist' ? artist : song.key,
            givenAt: NOW - daysAgo * DAY
          })),
        { maxLength: 12 }
      );

export const moment = (changes: Partial<ListMoment> = {}): ListMoment => ({
  now: NOW,
  day: 20_785,
  lifts: new Map(),
  elsewhere: new Set(),
  ...changes
});

/** Whether some order of these songs has no artist twice in a row. */
export function canBeVaried(songs: readonly { artist: string }[]): boolean {
  const counts = new Map<string, number>();
  for (const { artist } of songs) counts.set(artist, (counts.get(artist) ?? 0) + 1);
  return Math.max(0, ...counts.values()) <= Math.ceil(songs.length / 2);
}

export function isVaried(songs: readonly { artist: string }[]): boolean {
  return songs.every(({ artist }, i) => songs[i + 1]?.artist !== artist);
}
