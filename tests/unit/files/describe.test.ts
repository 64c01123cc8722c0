import { expect, test } from 'vitest';
import { describeFile, FileError } from '../../../src/lib/files/describe.ts';
import { wavFile } from '../../fixtures/audio-files.ts';

const id = `file:${'0'.repeat(32)}`;

/** Only its beginning counts: what a browser draws of it is looked at in one. */
const picture = Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10, 1, 2, 3]);

test('a file is described by its tags, its length and its cover', async () => {
  const tags = { TPE1: 'Zoë Åström', TIT2: 'Nacht & <Tag>', TALB: 'Erste', picture };
  const file = new File([wavFile(1.5, { tags })], 'x.wav', { type: 'audio/wav' });
  expect(await describeFile(file, id)).toEqual({
    id,
    artist: 'Zoë Åström',
    title: 'Nacht & <Tag>',
    album: 'Erste',
    seconds: expect.closeTo(1.5, 2) as number,
    size: file.size,
    type: 'audio/wav',
    cover: { type: 'image/png', bytes: picture }
  });
});

test('the name helps where there are no tags, and where nothing says the type', async () => {
  const described = await describeFile(new File([wavFile(0.5)], '02 Song.wav'), id);
  expect(described).toMatchObject({ artist: 'Unknown artist', title: 'Song', type: 'audio/wav' });
  expect(described).not.toHaveProperty('cover');
});

test.each([
  ['text.bin', '', 'no music at all', 'not-audio'],
  ['text.mp3', 'audio/mpeg', 'no music at all', 'damaged'],
  ['cut.wav', 'audio/wav', 'RIFF', 'damaged'],
  ['page.html', 'text/html', '<!doctype html><p>', 'not-audio']
])('%s is told apart from music', async (name, type, content, problem) => {
  const described = describeFile(new File([content], name, { type }), id);
  await expect(described).rejects.toThrow(FileError);
  await expect(described).rejects.toMatchObject({ problem });
});
