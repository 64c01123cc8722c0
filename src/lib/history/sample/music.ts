import type { SeededRandom } from '../../random/index.ts';

/** Kinds of music; a listener wants different ones at different hours. */
export const MOODS = 5;

export interface SamplePiece {
  readonly artist: string;
  readonly title: string;
  readonly album: string;
  readonly uri?: string;
  readonly lengthMs: number;
  /** 0 ... MOODS - 1 */
  readonly mood: number;
}

/** What an invented listener listens to. Albums and artists are lists of piece numbers, in the order of the album. */
export interface SampleMusic {
  readonly pieces: readonly SamplePiece[];
  /** By artist, by album; the first artists matter far more to the listener than the rest. */
  readonly albums: readonly (readonly (readonly number[])[])[];
}

/** @param list not empty. */
export function pick<T>(random: SeededRandom, list: readonly T[]): T {
  const chosen = list[random.below(list.length)];
  if (chosen === undefined) throw new RangeError('nothing to pick from');
  return chosen;
}
