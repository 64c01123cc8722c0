import { expect, test } from 'vitest';
import { songKey } from '$lib/history/index.ts';
import { type FamilyPast, NO_PAST, trackOf } from '../../../../src/lib/player/index.ts';
import { judgesOtherwise, NO_PASTS, pastsOf } from '../../../../src/lib/app/player/families.ts';
import { describePick, describeSeldom } from '../../../../src/lib/app/player/picks.ts';

const SILENT = { liked: new Set<string>(), lessOf: new Set<string>() };

test('a reason states only what the listener did with the family', () => {
  const track = trackOf('felt-07');
  if (!track) throw new Error('there is such a piece');
  const say = (past: Partial<FamilyPast>) => describePick(track, { ...NO_PAST, ...past });
  expect(say({})).toBe('New to you: nothing of Felt is in your history yet');
  expect(say({ played: 2 })).toBe('You played 2 pieces of Felt and skipped none');
  expect(say({ played: 9, skipped: 1 })).toBe('You played 9 and skipped 1 of Felt');
  expect(say({ played: 1, skipped: 2 })).toBe('Now and then: you skipped 2 of 3 of Felt');
  expect(say({ played: 2, skipped: 1, liked: 1 })).toBe('You liked 1 piece of Felt');
});

test('what comes less often is named with its reason', () => {
  const heard = new Map([
    ['drift', { plays: 0, skips: 2 }],
    ['felt', { plays: 9, skips: 1 }]
  ]);
  expect(describeSeldom(pastsOf(heard, SILENT))).toBe('Less often: Drift (skipped 2 of 2)');
  expect(describeSeldom(pastsOf(undefined, { ...SILENT, lessOf: new Set(['rain']) }))).toBe(
    'Less often: Rain (you asked for less)'
  );
  expect(describeSeldom(pastsOf(undefined, SILENT))).toBeUndefined();
});

test('being played is no judgement; skips, likes and "less" are', () => {
  const heard = (plays: number, skips: number) => pastsOf(new Map([['felt', { plays, skips }]]), SILENT);
  expect(judgesOtherwise(NO_PASTS, heard(3, 0))).toBe(false);
  expect(judgesOtherwise(heard(3, 0), heard(3, 1))).toBe(true);
  const liked = new Set([songKey('Felt', trackOf('felt-01')?.title ?? '')]);
  expect(judgesOtherwise(NO_PASTS, pastsOf(undefined, { ...SILENT, liked }))).toBe(true);
});
