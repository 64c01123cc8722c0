import type { Listening } from '../history/index.ts';
import type { PlayLog } from './mixture/log.ts';

/** The plays of a history as a model sees them: songs as numbers, in time order, skips left out. */
export interface PlaySequence {
  /** Song of each play, 0 ... songs - 1. */
  song: Int32Array;
  /** Start of each play, ms since epoch, rising. */
  at: Float64Array;
  songs: number;
  /** Position of each song's first play; `song.length` where it was only ever skipped. */
  firstPlay: Int32Array;
}

/** A moment at which the next song is asked for. */
export interface Moment {
  /** The plays before it: positions 0 ... known - 1. */
  known: number;
  /** Its time, ms since epoch. */
  at: number;
}

/** Clocks and time zones differ by less than this, ms. */
const CLOCK_SLACK = 24 * 60 * 60_000;

/**
 * @param now plays dated later than this (and a day of slack) come from a wrong clock and are left out, unless they
 * are the most: then the clock that gives `now` is the wrong one. Default: all plays count.
 */
export function playSequence(
  listening: Pick<Listening, 'song' | 'startedAt' | 'skipped' | 'songs'>,
  now = Infinity
): PlaySequence {
  const played = [...listening.skipped.keys()].filter((i) => !listening.skipped[i]);
  const credible = played.filter((i) => (listening.startedAt[i] ?? 0) <= now + CLOCK_SLACK);
  const kept = credible.length * 2 >= played.length ? credible : played;
  const songs = listening.songs.length;
  const song = Int32Array.from(kept, (i) => listening.song[i] ?? 0);
  const at = Float64Array.from(kept, (i) => listening.startedAt[i] ?? 0);
  const firstPlay = new Int32Array(songs).fill(song.length);
  for (let i = song.length - 1; i >= 0; i--) firstPlay[song[i] ?? 0] = i;
  return { song, at, songs, firstPlay };
}

/** The moment just before play number `index`, from which that play is to be predicted. */
export function momentBefore(sequence: PlaySequence, index: number): Moment {
  return { known: index, at: sequence.at[index] ?? 0 };
}

/** A pause that ends a session, ms. */
export const SITTING = 30 * 60_000;

/** Session of each play, counted from 0: a pause of half an hour or more begins a new one. */
export function sessionsOf({ at }: Pick<PlaySequence, 'at'>): Int32Array {
  const sessions = new Int32Array(at.length);
  for (let play = 1; play < at.length; play++) {
    const pause = (at[play] ?? 0) - (at[play - 1] ?? 0);
    sessions[play] = (sessions[play - 1] ?? 0) + (pause < SITTING ? 0 : 1);
  }
  return sessions;
}

/** The first `known` plays as what parts learn from. */
export function logOf(sequence: PlaySequence, known: number): PlayLog {
  return {
    items: sequence.songs,
    item: sequence.song.slice(0, known),
    at: sequence.at.slice(0, known),
    session: sessionsOf(sequence).subarray(0, known),
    listener: new Int32Array(known)
  };
}

/** The last play of each song before a moment, or -1: `result[song] = position`. */
export function lastPlays(sequence: PlaySequence, known: number): Int32Array {
  const last = new Int32Array(sequence.songs).fill(-1);
  for (let i = 0; i < known; i++) last[sequence.song[i] ?? 0] = i;
  return last;
}

/** How often each song was played before a moment. */
export function playCounts(sequence: PlaySequence, known: number): Float64Array {
  const counts = new Float64Array(sequence.songs);
  for (let i = 0; i < known; i++) {
    const song = sequence.song[i] ?? 0;
    counts[song] = (counts[song] ?? 0) + 1;
  }
  return counts;
}
