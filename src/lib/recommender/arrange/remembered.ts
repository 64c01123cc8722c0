import type { Feedback } from '../../history/index.ts';
import { drawOf } from './exploration.ts';
import { verdictsAt } from './verdicts.ts';

/**
 * Draws a few of the songs that were once loved, other ones each day, the same ones all day.
 * @param day number of the day
 * @param now ms since epoch
 */
export function rememberedOn<T extends { song: { key: string }; artist: string }>(
  songs: readonly T[],
  feedback: readonly Feedback[],
  { day, now, count }: { day: number; now: number; count: number }
): T[] {
  const { hidden, lessOf } = verdictsAt(feedback, now);
  const drawn = songs
    .map((song, rank) => ({ song, rank, draw: drawOf(`${day} ${song.song.key}`) }))
    .filter(({ song }) => !hidden.has(song.song.key) && !lessOf.has(song.artist))
    .sort((a, b) => a.draw - b.draw || a.rank - b.rank)
    .slice(0, count);
  return drawn.sort((a, b) => a.rank - b.rank).map(({ song }) => song);
}
