import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { afterFrame, inTurn } from '../../../src/lib/components/turns.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (run: FrameRequestCallback) => setTimeout(run, 16));
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Runs all frames there are, and says what each brought. */
function frames(done: string[]): string[][] {
  const seen: string[][] = [];
  while (vi.getTimerCount() > 0) {
    const before = done.length;
    vi.advanceTimersByTime(17);
    seen.push(done.slice(before));
  }
  return seen;
}

test('one after the other, each after a frame; what is put off in a turn comes next', () => {
  const done: string[] = [];
  const note = (name: string) => () => void done.push(name);
  inTurn(() => {
    done.push('first');
    inTurn(note('part of first'));
    inTurn(note('other part'));
  });
  inTurn(note('second'));
  expect(done).toEqual([]);
  expect(frames(done)).toEqual([['first'], ['part of first'], ['other part'], ['second']]);
  inTurn(note('third'));
  expect(frames(done)).toEqual([['third']]);
});

test('what is called off does not run, before its turns and in the turn of another', () => {
  const done: string[] = [];
  const note = (name: string) => () => void done.push(name);
  inTurn(note('never'))();
  inTurn(() => {
    done.push('first');
    second();
  });
  const second = inTurn(note('never'));
  inTurn(note('third'));
  frames(done);
  expect(done).toEqual(['first', 'third']);
  afterFrame(note('never'))();
  const late = afterFrame(note('never'));
  vi.advanceTimersByTime(16);
  late();
  frames(done);
  expect(done).toEqual(['first', 'third']);
});

test('what fails takes nobody else’s turn', () => {
  const done: string[] = [];
  inTurn(() => {
    throw new Error('broken');
  });
  inTurn(() => void done.push('second'));
  expect(() => vi.advanceTimersByTime(17)).toThrow('broken');
  frames(done);
  expect(done).toEqual(['second']);
});
