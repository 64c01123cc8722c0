import type { TrainingBatch, Windows } from '../../compute/index.ts';
import { shuffle, type SeededRandom } from '../../random/index.ts';
import type { PlaySequence } from '../sequence.ts';
import type { NetworkConfig } from './config.ts';
import { gapKind } from './gaps.ts';

/** Windows in one batch, and plays in one window. */
type Size = Pick<NetworkConfig, 'batch' | 'context'>;

/** Cuts the first `end` plays into windows at a random offset and deals them out in random order. */
export function* epochBatches(
  sequence: PlaySequence,
  end: number,
  size: Size,
  random: SeededRandom
): Generator<Windows & Pick<TrainingBatch, 'targets'>> {
  const { context, batch } = size;
  const starts: number[] = [];
  const last = end - context - 1;
  for (let start = random.below(context); start <= last; start += context) starts.push(start);
  // The newest plays matter most and must not depend on the luck of the offset.
  if (last >= 0 && starts.at(-1) !== last) starts.push(last);
  shuffle(starts, random);
  for (let from = 0; from < starts.length; from += batch) {
    const chunk = starts.slice(from, from + batch);
    const places = chunk.map((start) => ({ start, until: undefined }));
    const targets = new Int32Array(batch * context);
    chunk.forEach((start, i) => {
      targets.set(sequence.song.subarray(start + 1, start + 1 + context), i * context);
    });
    yield { ...readWindows(sequence, places, size), targets };
  }
}

/**
 * Whole windows of plays, each with the pause to the next one; those that are left of the batch are empty.
 * @param places first play of each window, and the time asked about after its last play (default: the time of
 * the play that follows); at most a batch of them
 */
export function readWindows(
  { song, at }: PlaySequence,
  places: readonly { start: number; until: number | undefined }[],
  { batch, context }: Size
): Windows {
  const items = new Int32Array(batch * context);
  const kinds = new Int32Array(batch * context);
  places.forEach(({ start, until }, i) => {
    items.set(song.subarray(start, start + context), i * context);
    for (let j = 0; j < context; j++) {
      const play = start + j;
      const next = j === context - 1 && until !== undefined ? until : (at[play + 1] ?? 0);
      kinds[i * context + j] = gapKind(at[play] ?? 0, next);
    }
  });
  return { items, kinds, lengths: new Int32Array(batch).fill(context, 0, places.length) };
}
