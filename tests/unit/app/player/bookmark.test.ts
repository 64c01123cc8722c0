import { beforeEach, expect, test } from 'vitest';
import { Bookmark } from '../../../../src/lib/app/player/bookmark.ts';
import type { Entry } from '../../../../src/lib/player/index.ts';

let stored: string | null;
let writes: number;
beforeEach(() => {
  stored = null;
  writes = 0;
});

const open = () =>
  new Bookmark({
    getItem: () => stored,
    setItem: (_, value) => {
      stored = value;
      writes++;
    }
  });
const entry: Entry = { key: 7, piece: 'felt-07', by: 'listener' };
const heard = { piece: 'felt-07', startedAt: 1_700_000_000_123, msPlayed: 41_000 };
const beginning = { seconds: 0, heard: undefined };

test('a piece is found where it was, by the next page', () => {
  open().put(entry, { seconds: 41.5, heard });
  expect(open().find(entry)).toEqual({ seconds: 41.5, heard });
  open().put(entry, { seconds: 3, heard: undefined });
  expect(open().find(entry)).toEqual({ seconds: 3, heard: undefined });
});

test('another piece, or the same one at another place of the queue, begins at its beginning', () => {
  open().put(entry, { seconds: 41.5, heard });
  expect(open().find({ ...entry, key: 8 })).toEqual(beginning);
  expect(open().find({ ...entry, piece: 'felt-08' })).toEqual(beginning);
});

test('so does everything where what is stored is nothing of ours', () => {
  for (stored of [null, '', '{"key":7}', '{"key":7,"piece":"felt-07","seconds":-1}', '[]'])
    expect(open().find(entry), String(stored)).toEqual(beginning);
});

test('writes every five seconds, and at once where it is another piece', () => {
  const bookmark = open();
  for (let seconds = 0; seconds < 20; seconds += 0.25) bookmark.follow(entry, { seconds, heard });
  expect(writes).toBe(4);
  bookmark.follow({ ...entry, key: 8 }, { seconds: 19, heard });
  expect(writes).toBe(5);
  bookmark.follow({ ...entry, key: 8 }, { seconds: 0, heard });
  expect(writes).toBe(6);
});
