import { expect, test } from 'vitest';
import { describeFilesRead } from '../../../src/lib/app/files/words.ts';
import { inOrder, wholeTake } from '../../../src/lib/app/files/tracks.ts';
import { fileId, isAudioName, isFileId, mediaTypeOf, type OwnFile } from '../../../src/lib/files/index.ts';
import { parseOwnFile } from '../../../src/lib/files/own-file.ts';
import { makeKnown, trackOf } from '../../../src/lib/player/track.ts';

const file: OwnFile = {
  id: `file:${'0'.repeat(32)}`,
  artist: 'A',
  title: 'T',
  seconds: 3,
  size: 10,
  type: 'audio/wav'
};

test('a file is known again by its content, whatever its name', async () => {
  const bytes = new Uint8Array(2_500_000);
  const id = await fileId(new File([bytes], 'a.mp3'));
  expect(isFileId(id)).toBe(true);
  expect(await fileId(new File([bytes], 'b.flac'))).toBe(id);
  expect(await fileId(new File([bytes, '.'], 'a.mp3'))).not.toBe(id);
  for (const at of [0, 999_999, 1_500_000, 2_499_999]) {
    const changed = Uint8Array.from(bytes);
    changed[at] = 1;
    expect(await fileId(new Blob([changed])), String(at)).not.toBe(id);
  }
  expect(isFileId('felt-07')).toBe(false);
});

test('a short file is looked at once and whole', async () => {
  const ids = await Promise.all(['', 'a', 'b', 'ab', 'ba'].map((text) => fileId(new Blob([text]))));
  expect(new Set(ids).size).toBe(ids.length);
});

test('audio files are told by the end of their names', () => {
  expect(['a.MP3', 'b.flac', 'c.d.opus'].every(isAudioName)).toBe(true);
  expect(['mp3', 'a.zip', 'a.mp3.json', 'a.constructor', ''].some(isAudioName)).toBe(false);
  expect(mediaTypeOf('x.m4a')).toBe('audio/mp4');
});

test('what is no entry is not let in', () => {
  expect(parseOwnFile(file)).toEqual(file);
  for (const wrong of [
    { id: 'felt-07' },
    { seconds: NaN },
    { size: 0 },
    { cover: { type: 'image/svg+xml' } }
  ])
    expect(parseOwnFile({ ...file, ...wrong })).toBeUndefined();
  expect(parseOwnFile(undefined)).toBeUndefined();
});

test('the player knows a file once it was told, and plays it whole', () => {
  expect(trackOf(file.id)).toBeUndefined();
  makeKnown([{ ...file, album: undefined, uri: undefined, family: undefined, picture: undefined }]);
  expect(trackOf(file.id)).toMatchObject({ title: 'T', artist: 'A', uri: undefined });
  const take = wholeTake(file, new File(['0123456789'], 'copy'));
  expect(take).toMatchObject({ seconds: 3, whole: true });
  expect(take.file).toMatchObject({ size: 10, type: 'audio/wav' });
});

test('the list goes by artist, album and title, numbers by their value', () => {
  const titles = ['Part 10', 'Part 2', 'Alone'];
  const listed = inOrder([
    ...titles.map((title) => ({ ...file, artist: 'Zoë', title })),
    { ...file, artist: 'bob', album: 'B', title: 'x' }
  ]);
  expect(listed.map(({ title }) => title)).toEqual(['x', 'Alone', 'Part 2', 'Part 10']);
});

test('what became of the files is said in words', () => {
  const read = { ids: [], added: 1, known: 0, leftOut: [], cancelled: false };
  expect(describeFilesRead(read)).toBe('1 file added.');
  expect(describeFilesRead({ ...read, known: 2, leftOut: [{ name: 'a', problem: 'empty' }] })).toBe(
    '1 file added, 2 files known already, 1 file left out.'
  );
  expect(describeFilesRead({ ...read, added: 0 })).toBe('No audio files there.');
  expect(describeFilesRead({ ...read, added: 0, cancelled: true })).toBe('Cancelled. Nothing was added.');
});
