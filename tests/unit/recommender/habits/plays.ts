import type { Plays } from '../../../../src/lib/recommender/habits/heard.ts';
import { listeningOf } from '../listening.ts';

export const DAY = 24 * 60 * 60_000;

/** See `listeningOf`; every song is by an artist of its own. */
export function playsOf(plays: string, start?: number): Plays {
  const listening = listeningOf(plays, start);
  return {
    ...listening,
    artists: listening.songs.map(({ artist }) => ({ key: artist, name: artist })),
    artistOf: Uint32Array.from(listening.songs.keys())
  };
}

/** One history after the other. They must be made of the same songs in the same order. */
export function joined(...parts: readonly Plays[]): Plays {
  const [first] = parts;
  if (!first) throw new Error('no parts');
  return {
    ...first,
    song: Uint32Array.from(parts.flatMap(({ song }) => [...song])),
    startedAt: Float64Array.from(parts.flatMap(({ startedAt }) => [...startedAt])),
    skipped: Uint8Array.from(parts.flatMap(({ skipped }) => [...skipped]))
  };
}

export const nothingOut = (plays: Plays) => new Uint8Array(plays.song.length);
