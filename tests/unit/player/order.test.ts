import { describe, expect, test } from 'vitest';
import { add, EMPTY, next, playNow, type Queue } from '../../../src/lib/player/queue.ts';
import { afterEnd, afterThis, goesBack } from '../../../src/lib/player/order.ts';

const queue = add(playNow(EMPTY, ['a']), ['b', 'c']);
const last = next(next(queue));
const pieces = ({ played, current, upcoming }: Queue) => ({
  played: played.map(({ piece }) => piece),
  current: current?.piece,
  upcoming: upcoming.map(({ piece }) => piece)
});

describe('what plays after a piece', () => {
  test('is the next one, and nothing behind the last', () => {
    expect(afterEnd(queue, 'off').current?.piece).toBe('b');
    expect(afterEnd(last, 'off').current).toBeUndefined();
  });

  test('is the same one again, unless somebody asks to go on', () => {
    expect(afterEnd(queue, 'one')).toBe(queue);
    expect(afterThis(queue, 'one').current?.piece).toBe('b');
  });

  test('is the first one again behind the last', () => {
    expect(afterEnd(queue, 'all').current?.piece).toBe('b');
    expect(pieces(afterEnd(last, 'all'))).toEqual({ played: [], current: 'a', upcoming: ['b', 'c'] });
  });
});

test('"previous" is the piece before during the first three seconds only', () => {
  expect(goesBack(2.9)).toBe(true);
  expect(goesBack(3)).toBe(false);
});
