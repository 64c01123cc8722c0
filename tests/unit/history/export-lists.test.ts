import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { LIST_FORMATS, spotifyLink, writeList } from '../../../src/lib/history/index.ts';
import { anySong, AWKWARD, listOf } from './lists.ts';

const lantern = AWKWARD[0] ?? { artist: '', title: '' };
const LINK = 'https://open.spotify.com/track/0aB1cD2eF3gH4iJ5kL6mN7';

describe('M3U8', () => {
  const write = (...songs: Parameters<typeof listOf>[0]) => writeList(listOf(songs, 'My\nlist'), 'm3u8').text;

  it.each([
    {
      name: 'with an address',
      song: lantern,
      lines: ['#EXTINF:-1,Quiet Harbour - Paper Lantern', lantern.uri]
    },
    {
      name: 'with a length',
      song: { ...lantern, durationMs: 61_499 },
      lines: ['#EXTINF:61,Quiet Harbour - Paper Lantern', lantern.uri]
    },
    { name: 'without an address', song: { artist: 'A', title: 'B' }, lines: ['# A - B'] },
    {
      name: 'with line breaks',
      song: AWKWARD[4] ?? lantern,
      lines: ['#EXTINF:0,Line Break - Tab and return', 'https://example.org/a b c']
    },
    {
      name: 'with an address that players would take for a comment',
      song: AWKWARD[3] ?? lantern,
      lines: ['# #EXTM3U - # not a comment']
    }
  ])('writes a song $name', ({ song, lines }) => {
    expect(write(song)).toBe(['#EXTM3U', '#PLAYLIST:My list', ...lines, ''].join('\n'));
  });

  it('has as many lines that a player opens as there are songs with an address, whatever the names', () => {
    fc.assert(
      fc.property(fc.array(anySong), (songs) => {
        const lines = write(...songs)
          .split('\n')
          .slice(2, -1);
        const opened = lines.filter((line) => !line.startsWith('#'));
        expect(opened).toHaveLength(lines.filter((line) => line.startsWith('#EXTINF:')).length);
        expect(lines).toHaveLength(songs.length + opened.length);
      })
    );
  });
});

describe('CSV', () => {
  /** Without the apostrophe that keeps a spreadsheet from computing. */
  const plain = (cell: string) =>
    /^'[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(cell) ? cell.slice(1) : cell;

  it('gives back every list', () => {
    fc.assert(
      fc.property(fc.array(anySong), (songs) => {
        const { data, errors } = Papa.parse<string[]>(writeList(listOf(songs), 'csv').text, {
          newline: '\r\n'
        });
        expect(errors).toEqual([]);
        expect(data.shift()).toEqual(['artist', 'title', 'album', 'uri', 'duration_ms']);
        expect(data.pop()).toEqual(['']);
        expect(data.map((cells) => cells.map(plain))).toEqual(
          songs.map(({ artist, title, album = '', uri = '', durationMs }) =>
            [artist, title, album, uri, durationMs?.toString() ?? ''].map(plain)
          )
        );
      })
    );
  });

  it('has no cell that a spreadsheet computes', () => {
    const { data } = Papa.parse<string[]>(writeList(listOf(AWKWARD), 'csv').text);
    expect(data.flat().filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([]);
    expect(data[3]).toEqual([`'=HYPERLINK("https://example.org")`, "'+1", "'-", "'@SUM(A1)", '']);
  });
});

describe('JSPF', () => {
  it('names songs as ListenBrainz does', () => {
    const songs = [{ ...lantern, album: 'Slow Tide', durationMs: 61_499.4 }, AWKWARD[6] ?? lantern];
    expect(JSON.parse(writeList(listOf(songs, 'For "you"'), 'jspf').text)).toEqual({
      playlist: {
        title: 'For "you"',
        creator: 'Earshot',
        date: '2026-11-25T12:00:00.000Z',
        track: [
          {
            title: 'Paper Lantern',
            creator: 'Quiet Harbour',
            album: 'Slow Tide',
            duration: 61_499,
            identifier: [LINK]
          },
          { title: '👩‍🚀', creator: '青い電車', identifier: [AWKWARD[6]?.uri] }
        ]
      }
    });
  });

  it('gives back all names', () => {
    const { playlist } = JSON.parse(writeList(listOf(AWKWARD), 'jspf').text) as {
      playlist: { track: { creator: string; title: string }[] };
    };
    expect(playlist.track.map(({ creator, title }) => [creator, title])).toEqual(
      AWKWARD.map(({ artist, title }) => [artist, title])
    );
  });
});

describe('Spotify links', () => {
  it('writes one link a line and says how many songs have none', () => {
    const { text, leftOut } = writeList(listOf(AWKWARD), 'links');
    expect(text).toBe(`${LINK}\n`);
    expect(leftOut).toBe(AWKWARD.length - 1);
  });

  it.each([
    [LINK, 'spotify:track:0aB1cD2eF3gH4iJ5kL6mN7'],
    [undefined, 'spotify:track:0aB1cD2eF3gH4iJ5kL6mN7\n'],
    [undefined, 'spotify:episode:0aB1cD2eF3gH4iJ5kL6mN7'],
    [undefined, 'spotify:track:0aB1cD2eF3gH4iJ5kL6m/7'],
    [undefined, 'spotify:track:0aB1cD2eF3gH4iJ5kL6mN7?x=1'],
    [undefined, 'javascript:alert(1)'],
    [undefined, ''],
    [undefined, undefined]
  ])('makes %s of %s', (link, uri) => {
    expect(spotifyLink(uri === undefined ? {} : { uri })).toBe(link);
  });
});

it.each(LIST_FORMATS)('writes an empty list as %s', (format) => {
  const { text, leftOut } = writeList(listOf([]), format);
  expect(leftOut).toBe(0);
  expect(text.split('\n').length).toBeLessThan(12);
});
