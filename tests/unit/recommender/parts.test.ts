import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../../src/lib/recommender/evaluate.ts';
import { topSongs } from '../../../src/lib/recommender/explain.ts';
import { baseLevel, baseLevelAt } from '../../../src/lib/recommender/parts/base-level.ts';
import { mostFrequent } from '../../../src/lib/recommender/parts/most-frequent.ts';
import { mostRecent } from '../../../src/lib/recommender/parts/most-recent.ts';
import { playSequence, type PlaySequence } from '../../../src/lib/recommender/sequence.ts';
import { listeningOf } from './listening.ts';

const now = (sequence: PlaySequence) => ({
  known: sequence.song.length,
  at: (sequence.at.at(-1) ?? 0) + 1000
});

test('most recent and most frequent order songs as their names say', async () => {
  const sequence = playSequence(listeningOf('AAABBC'));
  expect(topSongs(await mostRecent(sequence).score([now(sequence)]), 3)).toEqual([2, 1, 0]);
  expect(topSongs(await mostFrequent(sequence).score([now(sequence)]), 3)).toEqual([0, 1, 2]);
});

test('base-level activation equals ln of the sum of t^-0.5, in seconds', () => {
  const sequence: PlaySequence = {
    song: Int32Array.of(0, 1, 0),
    at: Float64Array.of(0, 50_000, 75_000),
    songs: 3,
    firstPlay: Int32Array.of(0, 1, 3)
  };
  const activation = baseLevelAt(sequence, { known: 3, at: 100_000 });
  expect(activation[0]).toBeCloseTo(Math.log(100 ** -0.5 + 25 ** -0.5), 12);
  expect(activation[1]).toBeCloseTo(Math.log(50 ** -0.5), 12);
  expect(activation[2]).toBe(-Infinity);
});

test('another play of a song never lowers its base level', () => {
  const plays = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(plays, fc.integer({ min: 0, max: 3 }), (songs, again) => {
      const at = (list: number[]) =>
        baseLevelAt(
          {
            song: Int32Array.from(list),
            at: Float64Array.from(list, (_, i) => i * 1e5),
            songs: 4,
            firstPlay: new Int32Array(4)
          },
          { known: list.length, at: 1e7 }
        )[again] ?? 0;
      expect(at([...songs, again])).toBeGreaterThanOrEqual(at(songs));
    })
  );
});

test('evaluation predicts each play from the plays before it and nothing else', async () => {
  // After A B A B ..., "most recent" puts the song just heard first and its partner second: always rank 2.
  const sequence = playSequence(listeningOf('ABABABABAB'));
  const metrics = await evaluate(mostRecent(sequence), sequence, [4, 5, 6, 7, 8, 9]);
  expect(metrics.mrr).toBeCloseTo(1 / 2, 12);
  expect(metrics['ndcg@5']).toBeCloseTo(1 / Math.log2(3), 12);
});

test('a song not heard before the moment shares the last place, whatever a part says', async () => {
  const sequence = playSequence(listeningOf('ABCD'));
  const prophet = { id: 'most-recent' as const, score: () => Float32Array.of(0, 0, 0, 100) };
  const { mrr } = await evaluate(prophet, sequence, [2]);
  // A and B are tied in front; C and D, both unheard, share ranks 3 and 4.
  expect(mrr).toBeCloseTo(1 / 3.5, 12);
});

test('renaming the songs renames the ranking', async () => {
  const permutation = [2, 0, 3, 1];
  const original = playSequence(listeningOf('ABCDABCABA'));
  const renamed: PlaySequence = {
    ...original,
    song: original.song.map((song) => permutation[song] ?? 0)
  };
  for (const part of [baseLevel, mostFrequent, mostRecent]) {
    const before = topSongs(await part(original).score([now(original)]), 4);
    const after = topSongs(await part(renamed).score([now(renamed)]), 4);
    expect(after).toEqual(before.map((song) => permutation[song]));
  }
});

test('a cancelled evaluation stops', async () => {
  const sequence = playSequence(listeningOf('ABABABAB'));
  await expect(
    evaluate(mostRecent(sequence), sequence, [4, 5], { signal: AbortSignal.abort() })
  ).rejects.toThrow();
});
