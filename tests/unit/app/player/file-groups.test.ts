import { expect, test } from 'vitest';
import { artistKey, songKey } from '$lib/history/index.ts';
import type { OwnFile } from '$lib/files/index.ts';
import { fileGroups } from '../../../../src/lib/app/player/file-groups.ts';
import { LESS, playNow, EMPTY, refill } from '../../../../src/lib/player/index.ts';

const SILENT = { hidden: new Set<string>(), lessOf: new Set<string>() };
const file = (number: number, artist: string): OwnFile => ({
  id: `file:${String(number).padStart(32, '0')}`,
  artist,
  title: `Song ${number}`,
  ...{ seconds: 100, size: 1, type: 'audio/wav' }
});
const files = [file(1, 'Åsa'), file(2, 'Bob'), file(3, 'ÅSA'), file(4, 'Åsa')];
const ids = (groups: ReturnType<typeof fileGroups>) => groups.map(({ pieces }) => pieces.length);

test('files stand together by artist, each file as likely as the others', () => {
  const groups = fileGroups(files, SILENT);
  expect(ids(groups)).toEqual([3, 1]);
  expect(groups.map(({ weight }) => weight)).toEqual([3, 1]);
});

test('what was hidden does not come, and what less is wanted of comes less', () => {
  expect(ids(fileGroups(files, { ...SILENT, hidden: new Set([songKey('Bob', 'Song 2')]) }))).toEqual([3]);
  const less = fileGroups(files, { ...SILENT, lessOf: new Set([artistKey('Åsa')]) });
  expect(less.map(({ weight }) => weight)).toEqual([3 * LESS, 1]);
});

test('they go on after one of them, no artist twice in a row where there is another one', () => {
  const [first, second] = files.map(({ id }) => id);
  const groups = fileGroups(files, SILENT);
  const offer = { groups, recommended: [], hidden: new Set<string>(), afresh: false, seed: 4 };
  const { upcoming } = refill(playNow(EMPTY, [first ?? '']), offer);
  expect(upcoming).toHaveLength(3);
  expect(upcoming[0]).toMatchObject({ piece: second, by: 'recommender' });
});
