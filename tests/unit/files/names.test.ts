import fc from 'fast-check';
import { expect, test } from 'vitest';
import { namesOf, UNKNOWN_ARTIST } from '../../../src/lib/files/names.ts';

test.each([
  ['Artist - Title.mp3', 'Artist', 'Title'],
  ['01 - Artist - Title.flac', 'Artist', 'Title'],
  ['07. Artist – Title (Live).m4a', 'Artist', 'Title (Live)'],
  ['Artist - Title - Part 2.ogg', 'Artist', 'Title - Part 2'],
  ['03 Title.mp3', UNKNOWN_ARTIST, 'Title'],
  ['Artist_-_Some_Title.mp3', 'Artist', 'Some Title'],
  ['99 Luftballons.mp3', UNKNOWN_ARTIST, '99 Luftballons'],
  ['50 Cent - In da Club.mp3', '50 Cent', 'In da Club'],
  ['A-ha - Take On Me.mp3', 'A-ha', 'Take On Me'],
  ['Mr. Brightside', UNKNOWN_ARTIST, 'Mr. Brightside'],
  ['.mp3', UNKNOWN_ARTIST, '.mp3'],
  ['Zoë Åström - 夜.opus', 'Zoë Åström', '夜']
])('the name %s says artist and title', (name, artist, title) => {
  expect(namesOf(name, {})).toEqual({ artist, title });
});

test('tags come first, each for itself', () => {
  expect(namesOf('Artist - Title.mp3', { title: 'Song' })).toEqual({ artist: 'Artist', title: 'Song' });
  expect(namesOf('01.mp3', { artist: ' Zoë ', album: 'LP' })).toEqual({
    artist: 'Zoë',
    title: '01',
    album: 'LP'
  });
  expect(namesOf('Artist - Title.mp3', { artist: '  ', album: '' })).toEqual({
    artist: 'Artist',
    title: 'Title'
  });
});

test('whatever the tags and the name are, there is one line of text for artist and title', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(
      text,
      fc.option(text, { nil: undefined }),
      fc.option(text, { nil: undefined }),
      (name, artist, title) => {
        const names = namesOf(`x${name}.mp3`, { artist, title });
        for (const line of [names.artist, names.title]) {
          expect(line).not.toBe('');
          // eslint-disable-next-line no-control-regex -- control characters are what must not be there
          expect(line).not.toMatch(/[\u0000-\u001f]/);
          expect(line.length).toBeLessThanOrEqual(600);
        }
      }
    ),
    { seed: 7 }
  );
});
