import { shuffle, type SeededRandom } from '../../random/index.ts';
import type { PlaySequence } from '../sequence.ts';
import type { NetworkConfig } from './config.ts';
import { gapKind } from './gaps.ts';

/** Windows of plays as the network reads them; all arrays are [windows x context], row-major. */
export interface Windows {
  count: number;
  songs: Int32Array;
  /** Kind of the pause between each play and the next. */
  gaps: Int32Array;
}

export interface Batch extends Windows {
  /** The play after each position: what is to be predicted. */
  targets: Int32Array;
}

/** Cuts the first `end` plays into windows at a random offset and deals them out in random order. */
export function* epochBatches(
  sequence: PlaySequence,
  end: number,
  config: NetworkConfig,
  random: SeededRandom
): Generator<Batch> {
  const { context, batch } = config;
  const starts: number[] = [];
  const last = end - context - 1;
  for (let start = random.below(context); start <= last; start += context) starts.push(start);
  // The newest plays matter most and must not depend on the luck of the offset.
  if (last >= 0 && starts.at(-1) !== last) starts.push(last);
  shuffle(starts, random);
  for (let from = 0; from < starts.length; from += batch) {
    const chunk = starts.slice(from, from + batch);
    const windows = readWindows(
      sequence,
      chunk.map((start) => ({ start, until: undefined })),
      context
    );
    const targets = new Int32Array(chunk.length * context);
    chunk.forEach((start, i) => {
      targets.set(sequence.song.subarray(start + 1, start + 1 + context), i * context);
    });
    yield { ...windows, targets };
  }
}

/**
 * @param places first play of each window, and the time asked about after its last play (default: the time of
 * the play that follows)
 */
export function readWindows(
  { song, at }: PlaySequence,
  places: readonly { start: number; until: number | undefined }[],
  context: number
): Windows {
  const songs = new Int32Array(places.length * context);
  const gaps = new Int32Array(places.length * context);
  places.forEach(({ start, until }, i) => {
    songs.set(song.subarray(start, start + context), i * context);
    for (let j = 0; j < context; j++) {
      const play = start + j;
      const next = j === context - 1 && until !== undefined ? until : (at[play + 1] ?? 0);
      gaps[i * context + j] = gapKind(at[play] ?? 0, next);
    }
  });
  return { count: places.length, songs, gaps };
}
