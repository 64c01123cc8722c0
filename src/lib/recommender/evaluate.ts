import { metricsOf, rankOf } from './metrics.ts';
import type { Scorer } from './scorer.ts';
import { momentBefore, type PlaySequence } from './sequence.ts';
import type { Metrics } from './types.ts';

/** Moments scored at once: bounds memory at CHUNK x songs floats. */
const CHUNK = 64;

/**
 * Predicts each of the given plays from everything before it and ranks all songs of the history: no sampled
 * negatives. A song that was not heard before the moment cannot be known to any part, so all such songs share
 * the last place.
 * @param targets play numbers to predict, rising
 * @param options.onCase called after each chunk with the number of cases done
 * @throws the signal's reason when aborted
 */
export async function evaluate(
  part: Scorer,
  sequence: PlaySequence,
  targets: readonly number[],
  options: { signal?: AbortSignal; onCase?: (done: number) => void } = {}
): Promise<Metrics> {
  return metricsOf(await ranksOf(part, sequence, targets, options));
}

/** The ranks, from 1, that `evaluate` is the mean of. */
export async function ranksOf(
  part: Scorer,
  sequence: PlaySequence,
  targets: readonly number[],
  options: { signal?: AbortSignal; onCase?: (done: number) => void } = {}
): Promise<number[]> {
  const ranks: number[] = [];
  for (let from = 0; from < targets.length; from += CHUNK) {
    options.signal?.throwIfAborted();
    const chunk = targets.slice(from, from + CHUNK);
    const scores = await part.score(chunk.map((target) => momentBefore(sequence, target)));
    chunk.forEach((target, i) => {
      const row = scores.subarray(i * sequence.songs, (i + 1) * sequence.songs);
      maskUnheard(row, sequence, target);
      ranks.push(rankOf(sequence.song[target] ?? 0, row));
    });
    options.onCase?.(ranks.length);
    await nextTask();
  }
  return ranks;
}

/** Puts every song that was not played among the first `known` plays at -Infinity. */
export function maskUnheard(row: Float32Array, sequence: PlaySequence, known: number): void {
  // Not with forEach: this runs once for every case and song.
  const { firstPlay } = sequence;
  for (let song = 0; song < row.length; song++) if ((firstPlay[song] ?? 0) >= known) row[song] = -Infinity;
}

/**
 * Lets messages (cancel, above all) reach a worker in the middle of long arithmetic. By a message of its own, not by a
 * timer: browsers hold back timers that follow one another for 4 ms, in which a whole step is done.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
