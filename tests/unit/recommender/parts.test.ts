import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../../src/lib/recommender/evaluate.ts';
import { Knowledge, LISTENING } from '../../../src/lib/recommender/mixture/knowledge.ts';
import type { PlayLog } from '../../../src/lib/recommender/mixture/log.ts';
import { Past } from '../../../src/lib/recommender/mixture/past.ts';
import { baseLevel } from '../../../src/lib/recommender/parts/base-level.ts';
import { habitWith } from '../../../src/lib/recommender/parts/habit.ts';
import { PARTS } from '../../../src/lib/recommender/parts/index.ts';
import { itemItem } from '../../../src/lib/recommender/parts/item-item.ts';
import { itemKnn } from '../../../src/lib/recommender/parts/item-knn.ts';
import { mostFrequent } from '../../../src/lib/recommender/parts/most-frequent.ts';
import { mostRecent } from '../../../src/lib/recommender/parts/most-recent.ts';
import { nextSong } from '../../../src/lib/recommender/parts/next-song.ts';
import type { FittedPart, Part } from '../../../src/lib/recommender/parts/part.ts';
import { popularity } from '../../../src/lib/recommender/parts/popularity.ts';
import { transitions } from '../../../src/lib/recommender/parts/transitions.ts';
import { following } from '../../../src/lib/recommender/scorer.ts';
import { playSequence } from '../../../src/lib/recommender/sequence.ts';
import { inverse, plusDiagonal } from '../compute/ranking/dense.ts';
import { wasm as ranking } from '../compute/ranking/kernels.ts';
import { bruteForceGram } from '../compute/ranking/plays.ts';
import { fadingWindow } from '../../../src/lib/compute/index.ts';
import { listeningOf } from './listening.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Sessions of letters, parted by blanks; a play every four minutes, a session every day. */
function logOf(sessions: string, items = 4): PlayLog {
  const plays = sessions.split(' ').flatMap((letters, day) =>
    Array.from(letters).map((letter, i) => ({
      item: letter.charCodeAt(0) - 65,
      at: day * DAY + i * 4 * MINUTE,
      day
    }))
  );
  return {
    items,
    item: Int32Array.from(plays, ({ item }) => item),
    at: Float64Array.from(plays, ({ at }) => at),
    session: Int32Array.from(plays, ({ day }) => day),
    listener: new Int32Array(plays.length)
  };
}

function pastOf({ item, at, session }: PlayLog): Past {
  const past = new Past();
  item.forEach((song, play) => {
    past.observe(song, at[play] ?? 0, session[play] ?? 0);
  });
  return past;
}

function rowOf(part: FittedPart, log: PlayLog, at = (log.at.at(-1) ?? 0) + 4 * MINUTE): number[] {
  const row = new Float32Array(log.items);
  part.score(pastOf(log), at, row);
  return [...row];
}

function fitted(part: Part, log: PlayLog): FittedPart {
  return part.fit(new Knowledge(log, ranking));
}

test('most recent and most frequent order songs as their names say', () => {
  expect(rowOf(mostRecent, logOf('AAABBC'))).toEqual([3, 5, 6, 0]);
  expect(rowOf(mostFrequent, logOf('AAABBC'))).toEqual([3, 2, 1, 0]);
});

test('base-level activation is the sum of t^-0.5, in seconds', () => {
  const past = new Past();
  for (const [song, at] of [
    [0, 0],
    [1, 50_000],
    [0, 75_000]
  ] as const)
    past.observe(song, at, 0);
  const row = new Float32Array(3);
  baseLevel.score(past, 100_000, row);
  expect(row[0]).toBeCloseTo(100 ** -0.5 + 25 ** -0.5, 6);
  expect(row[1]).toBeCloseTo(50 ** -0.5, 6);
  expect(row[2]).toBe(0);
});

test('popularity halves in thirty days', () => {
  const log = logOf('AAB');
  log.at.set([0, 30 * DAY, 60 * DAY]);
  const row = rowOf(fitted(popularity, log), log);
  expect(row[0]).toBeCloseTo(0.75, 6);
  expect(row[1]).toBe(1);
});

test('transitions divide what followed by how often, in doubt, and stop at the end of a session', () => {
  const learnt = fitted(transitions, logOf('ABABAC BD'));
  const row = rowOf(learnt, logOf('DA'));
  expect(row[1]).toBeCloseTo(2 / (3 + 2), 6);
  expect(row[2]).toBeCloseTo(1 / (3 + 2), 6);
  expect(row[0]).toBe(0);
  // C was followed by B, but in the next session.
  expect(rowOf(learnt, logOf('C'))).toEqual([0, 0, 0, 0]);
});

test('item neighbours are as near as their cosine', () => {
  const log = logOf('AB AC AB');
  const row = rowOf(fitted(itemKnn, log), logOf('A'));
  const near = fadingWindow(LISTENING.halfLife, LISTENING.reach)[1] ?? 0;
  expect(row[1]).toBeCloseTo((2 * near) / Math.sqrt(3 * 2), 5);
  expect(row[2]).toBeCloseTo(near / Math.sqrt(3), 5);
  expect(row[3]).toBe(0);
});

test('the item-item and next-song parts equal their dense definitions', () => {
  const log = logOf('ABCD ABDC BACD ABCE ABCD EACB DBCA', 5);
  const past = logOf('AB', 5);
  const window = fadingWindow(LISTENING.halfLife, LISTENING.reach);
  const inverted = inverse(plusDiagonal(bruteForceGram(5, window, log), LISTENING.lambda));
  const p = (i: number, j: number) => inverted[i]?.[j] ?? NaN;
  // The last play counts one, the one before it half: by the item-item part, and more by the other.
  const ease = [0, 1, 2, 3, 4].map((j) => {
    const heard = [0.5, 1, 0, 0, 0];
    const solved = heard.reduce((sum, weight, i) => sum + weight * p(i, j), 0);
    return Math.max(0, (heard[j] ?? 0) - solved / p(j, j));
  });
  rowOf(fitted(itemItem, log), past).forEach((value, j) => {
    expect(Math.abs(value - (ease[j] ?? NaN))).toBeLessThan(0.004);
  });
  const ridge = [0, 1, 2, 3, 4].map((j) => {
    let sum = 0;
    for (let t = 0; t < log.item.length; t++) {
      for (let s = 0; s < t; s++) {
        if (log.session[s] !== log.session[t] || log.item[t] !== j) continue;
        const i = log.item[s] ?? 0;
        sum += (2 ** -0.5 * p(0, i) + p(1, i)) * 2 ** (-(t - s - 1) / LISTENING.halfLife);
      }
    }
    return Math.max(0, sum);
  });
  rowOf(fitted(nextSong, log), past).forEach((value, j) => {
    expect(Math.abs(value - (ridge[j] ?? NaN))).toBeLessThan(0.002);
  });
});

test('habit multiplies what speaks for a song', () => {
  const none = { spacing: 0, repeats: 0, following: 0, memory: 0, newHere: 0, here: 0 };
  // A B C, then A B again: C comes next, and two plays in a row say so.
  const log = logOf('ABC AB', 3);
  const ln = (weights: Partial<typeof none>) =>
    rowOf(habitWith({ ...none, ...weights }), log).map((value) => Math.log(value));
  expect(ln({ spacing: 1 }).map(Math.exp)).toEqual(
    [2, 1, 3].map((plays) => expect.closeTo(plays, 5) as number)
  );
  expect(ln({ repeats: 1 })).toEqual([0, 0, expect.closeTo(2, 5)]);
  expect(ln({ here: 1 })).toEqual([1, 1, 0].map((times) => expect.closeTo(times, 5) as number));
  expect(rowOf(habitWith({ ...none, newHere: 1 }), logOf('A B', 2))).toEqual([1, expect.closeTo(Math.E, 5)]);
  // After B: C next (0.8), A two on (0.64). After A, one play further back: B, C and A a step less each; only what
  // was over before that play counts.
  const [a = 0, b = 0, c = 0] = ln({ following: 1 }).map((value) => Math.expm1(value) / 10);
  expect(c).toBeCloseTo(0.8 + 0.8 ** 3, 5);
  expect(b).toBeCloseTo(0.8 ** 2, 5);
  expect(a).toBeCloseTo(0.8 ** 2, 5);
});

test('another play of a song never lowers its base level', () => {
  const plays = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(plays, fc.integer({ min: 0, max: 3 }), (songs, again) => {
      const at = (list: number[]) => {
        const past = new Past();
        list.forEach((song, i) => {
          past.observe(song, i * 1e5, 0);
        });
        const row = new Float32Array(4);
        baseLevel.score(past, 1e7, row);
        return row[again] ?? 0;
      };
      expect(at([...songs, again])).toBeGreaterThanOrEqual(at(songs));
    })
  );
});

test('renaming the songs renames what every part says', () => {
  const permutation = [2, 0, 3, 1];
  const log = logOf('ABCD ABCA BACA DBAC');
  const past = logOf('CABDA BC');
  const renamed = (one: PlayLog) => ({ ...one, item: one.item.map((song) => permutation[song] ?? 0) });
  for (const part of PARTS) {
    const before = rowOf(fitted(part, log), past);
    const after = rowOf(fitted(part, renamed(log)), renamed(past));
    // The estimated diagonal of the inverse draws its signs in the songs' order.
    before.forEach((value, song) => {
      expect(Math.abs((after[permutation[song] ?? 0] ?? NaN) - value)).toBeLessThan(0.004);
    });
  }
});

test('evaluation predicts each play from the plays before it and nothing else', async () => {
  // After A B A B ..., "most recent" puts the song just heard first and its partner second: always rank 2.
  const sequence = playSequence(listeningOf('ABABABABAB'));
  const metrics = await evaluate(following(mostRecent, sequence), sequence, [4, 5, 6, 7, 8, 9]);
  expect(metrics.mrr).toBeCloseTo(1 / 2, 12);
  expect(metrics['ndcg@5']).toBeCloseTo(1 / Math.log2(3), 12);
});

test('a follower that is asked about earlier moments starts over', async () => {
  const sequence = playSequence(listeningOf('ABCAB'));
  const moment = (known: number) => ({ known, at: sequence.at[known] ?? 0 });
  const scorer = following(mostFrequent, sequence);
  expect([...(await scorer.score([moment(4), moment(2)]))]).toEqual([2, 1, 1, 1, 1, 0]);
});

test('a song not heard before the moment shares the last place, whatever a part says', async () => {
  const sequence = playSequence(listeningOf('ABCD'));
  const prophet = { score: () => Float32Array.of(0, 0, 0, 100) };
  const { mrr } = await evaluate(prophet, sequence, [2]);
  // A and B are tied in front; C and D, both unheard, share ranks 3 and 4.
  expect(mrr).toBeCloseTo(1 / 3.5, 12);
});

test('a cancelled evaluation stops', async () => {
  const sequence = playSequence(listeningOf('ABABABAB'));
  await expect(
    evaluate(following(mostRecent, sequence), sequence, [4, 5], { signal: AbortSignal.abort() })
  ).rejects.toThrow();
});
