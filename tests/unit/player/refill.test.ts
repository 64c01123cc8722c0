import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, EMPTY, lineOf, next, playNow, type Queue } from '../../../src/lib/player/queue.ts';
import { lastOwn, type Offer, refill } from '../../../src/lib/player/refill.ts';

const group = (name: string, count: number) => ({
  pieces: Array.from({ length: count }, (_, i) => `${name}${i}`),
  weight: 1
});
const offer = (changes: Partial<Offer> = {}): Offer => ({
  groups: [group('a', 10), group('b', 10)],
  ...{ recommended: [], hidden: new Set<string>(), afresh: false, seed: 1 },
  ...changes
});
const piecesOf = ({ upcoming }: Queue) => upcoming.map(({ piece }) => piece);
const begun = playNow(EMPTY, ['a0']);

describe('refill', () => {
  test('puts eight behind what the listener asked for, and leaves alone what is full', () => {
    const queue = refill(add(begun, ['b1', 'a1']), offer());
    expect(piecesOf(queue).slice(0, 2)).toEqual(['b1', 'a1']);
    expect([lineOf(queue), queue.upcoming.length]).toEqual([2, 10]);
    expect(refill(queue, offer({ seed: 2 }))).toBe(queue);
    expect(refill(queue, offer({ seed: 2, afresh: true }))).not.toEqual(queue);
  });

  test('takes out what is hidden or no longer on offer', () => {
    const queue = refill(begun, offer());
    const hidden = new Set(piecesOf(queue).slice(0, 3));
    expect(piecesOf(refill(queue, offer({ hidden }))).filter((piece) => hidden.has(piece))).toEqual([]);
    expect(piecesOf(refill(queue, offer({ groups: [] })))).toEqual([]);
    const others = piecesOf(refill(queue, offer({ groups: [group('c', 20)] })));
    expect(others.every((piece) => piece.startsWith('c'))).toBe(true);
  });

  test('goes on for ever where there are two pieces or more, and plays none twice in a row', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 0, max: 12 }), (a, b) => {
        const groups = [group('a', a), ...(b > 0 ? [group('b', b)] : [])];
        let queue = begun;
        for (let seed = 0; seed < 40; seed++) {
          queue = next(refill(queue, offer({ groups, seed })));
          expect(queue.current).toBeDefined();
          expect(queue.current?.piece).not.toBe(queue.played.at(-1)?.piece);
        }
      }),
      { seed: 1, numRuns: 40 }
    );
  });
});

test('the recommender goes on after the last wish, or else after what plays', () => {
  expect(lastOwn(EMPTY)).toBeUndefined();
  expect(lastOwn(refill(begun, offer()))).toBe('a0');
  expect(lastOwn(refill(add(begun, ['b1', 'b2']), offer()))).toBe('b2');
});
