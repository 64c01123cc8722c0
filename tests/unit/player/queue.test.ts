import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  clear,
  EMPTY,
  jump,
  lineOf,
  move,
  next,
  playNext,
  playNow,
  previous,
  type Queue,
  recommend,
  remove
} from '../../../src/lib/player/queue.ts';
import { parseQueue } from '../../../src/lib/player/stored-queue.ts';

const names = (list: Queue['upcoming']) => list.map(({ piece }) => piece).join('');
/** Played | current | the listener's | the recommender's. */
const picture = (queue: Queue) => {
  const line = lineOf(queue);
  return [
    names(queue.played),
    queue.current?.piece ?? '',
    names(queue.upcoming.slice(0, line)),
    names(queue.upcoming.slice(line))
  ].join('|');
};
const keyOf = (queue: Queue, piece: string) =>
  queue.upcoming.find((entry) => entry.piece === piece)?.key ?? -1;

const started = recommend(add(playNow(EMPTY, ['a']), ['b', 'c']), ['x', 'y']);

describe('the queue', () => {
  test('keeps what the listener asked for before what is recommended', () => {
    expect(picture(started)).toBe('|a|bc|xy');
    expect(picture(add(started, ['d']))).toBe('|a|bcd|xy');
    expect(picture(playNext(started, ['d', 'e']))).toBe('|a|debc|xy');
    expect(picture(recommend(started, ['z']))).toBe('|a|bc|z');
    expect(picture(clear(started))).toBe('|a||xy');
  });

  test('goes on, back and elsewhere', () => {
    expect(picture(next(next(started)))).toBe('ab|c||xy');
    expect(picture(next(next(next(started))))).toBe('abc|x||y');
    expect(picture(previous(next(started)))).toBe('|a|bc|xy');
    expect(picture(previous(started))).toBe('|a|bc|xy');
    expect(picture(jump(started, keyOf(started, 'c')))).toBe('a|c||xy');
    expect(picture(playNow(started, ['d', 'e']))).toBe('a|d|ebc|xy');
    expect(picture(next(playNow(EMPTY, ['a'])))).toBe('a|||');
  });

  test('moves and removes places; what is put among the recommended ones by hand is wished for', () => {
    expect(picture(move(started, keyOf(started, 'c'), 0))).toBe('|a|cb|xy');
    expect(picture(move(started, keyOf(started, 'y'), 1))).toBe('|a|byc|x');
    expect(picture(move(started, keyOf(started, 'b'), 2))).toBe('|a|cxb|y');
    expect(picture(remove(started, keyOf(started, 'b')))).toBe('|a|c|xy');
    expect(move(started, 999, 0)).toBe(started);
    expect(picture(remove(started, 999))).toBe(picture(started));
  });
});

const action = fc.oneof(
  fc.record({
    do: fc.constantFrom('playNow', 'playNext', 'add', 'recommend'),
    pieces: fc.array(fc.string(), { maxLength: 4 })
  }),
  fc.record({
    do: fc.constantFrom('remove', 'move', 'jump'),
    which: fc.nat(8),
    to: fc.integer({ min: -2, max: 12 })
  }),
  fc.record({ do: fc.constantFrom('clear', 'next', 'previous') })
);

function apply(queue: Queue, step: typeof action extends fc.Arbitrary<infer T> ? T : never): Queue {
  if ('pieces' in step) {
    return { playNow, playNext, add, recommend }[step.do as 'add'](queue, step.pieces);
  }
  if ('which' in step) {
    const key = queue.upcoming[step.which]?.key ?? -1;
    if (step.do === 'move') return move(queue, key, step.to);
    return step.do === 'jump' ? jump(queue, key) : remove(queue, key);
  }
  return { clear, next, previous }[step.do as 'next'](queue);
}

test('whatever is done: every place has a key of its own, wishes come first, and it survives being stored', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 40 }), (steps) => {
      let queue: Queue = EMPTY;
      for (const step of steps) {
        const before = structuredClone(queue);
        const after = apply(queue, step);
        expect(queue).toEqual(before);
        queue = after;
        const all = [...queue.played, ...queue.upcoming, ...(queue.current ? [queue.current] : [])];
        expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
        const line = lineOf(queue);
        expect(queue.upcoming.slice(line).every(({ by }) => by === 'recommender')).toBe(true);
        expect(parseQueue(structuredClone(queue))).toEqual(queue);
      }
    }),
    { seed: 7 }
  );
});

test.each([
  undefined,
  null,
  3,
  {},
  { played: [], upcoming: [{ key: 'a' }] },
  { played: [{ key: 1, piece: 'a', by: 'x' }], upcoming: [] }
])('what is no queue is an empty one: %j', (stored) => {
  expect(parseQueue(stored)).toEqual(EMPTY);
});

test('a queue with one key twice is none', () => {
  const entry = { key: 1, piece: 'a', by: 'listener' };
  expect(parseQueue({ played: [entry], current: entry, upcoming: [] })).toEqual(EMPTY);
});
