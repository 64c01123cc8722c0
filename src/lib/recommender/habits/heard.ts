import type { Listening, Song } from '../../history/index.ts';
import type { SongPast } from '../types.ts';

/** What habits are read from: the columns of a history that say who played what, and when. */
export type Plays = Pick<Listening, 'songs' | 'artists' | 'artistOf' | 'song' | 'startedAt' | 'skipped'>;

/** A song of the history with the listener's past with it. */
export interface HeardSong extends SongPast {
  song: Song;
  /** Key of its artist. */
  artist: string;
}

/**
 * The rows from which habits are read, in time order: no skips, and nothing that is kept out of taste.
 * @param excluded by row: 1 = kept out of taste
 */
export function countedRows({ skipped }: Pick<Plays, 'skipped'>, excluded: Uint8Array): Uint32Array {
  return Uint32Array.from(skipped.keys()).filter((row) => skipped[row] === 0 && excluded[row] !== 1);
}

/** How often each song was played, and when last (ms since epoch; 0 = never), by song number. */
export function pastsOf(plays: Plays, rows: Uint32Array): { counts: Uint32Array; last: Float64Array } {
  const counts = new Uint32Array(plays.songs.length);
  const last = new Float64Array(plays.songs.length);
  for (const row of rows) {
    const song = plays.song[row] ?? 0;
    counts[song] = (counts[song] ?? 0) + 1;
    last[song] = plays.startedAt[row] ?? 0;
  }
  return { counts, last };
}

/** The key of a song's artist. @param number of the song */
export function artistKeyOf({ artists, artistOf }: Plays, number: number): string {
  return artists[artistOf[number] ?? 0]?.key ?? '';
}
