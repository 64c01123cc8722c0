import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeList } from '../../../src/lib/history/index.ts';
import { anySong, AWKWARD, listOf } from '../../unit/history/lists.ts';

const XSPF = 'http://xspf.org/ns/0/';

function parse(xml: string) {
  const document = new DOMParser().parseFromString(xml, 'application/xml');
  expect(document.querySelector('parsererror')?.textContent).toBeUndefined();
  expect(document.documentElement.namespaceURI).toBe(XSPF);
  return Array.from(document.getElementsByTagNameNS(XSPF, 'track'), (track) =>
    Object.fromEntries(Array.from(track.children, (field) => [field.localName, field.textContent]))
  );
}

/** What XML cannot hold is replaced, whatever it is. */
function inXml(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd');
}

test('a browser reads every list back', () => {
  fc.assert(
    fc.property(fc.array(anySong), (songs) => {
      const tracks = parse(writeList(listOf(songs), 'xspf').text);
      expect(
        tracks.map(({ creator, title, album, duration }) => ({ creator, title, album, duration }))
      ).toEqual(
        songs.map(({ artist, title, album, durationMs }) => ({
          creator: inXml(artist),
          title: inXml(title),
          album: album === undefined ? undefined : inXml(album),
          duration: durationMs?.toString()
        }))
      );
    })
  );
});

test('identifiers are addresses, and markup in names is text', () => {
  const tracks = parse(writeList(listOf(AWKWARD), 'xspf').text);
  expect(tracks.map(({ identifier }) => identifier)).toEqual([
    'https://open.spotify.com/track/0aB1cD2eF3gH4iJ5kL6mN7',
    undefined,
    undefined,
    undefined,
    'https://example.org/a%20bc',
    undefined,
    'https://musicbrainz.org/recording/1b3de0bc-30ab-4b64-8b3d-2ad4dfd4e27b',
    undefined
  ]);
  expect(tracks[1]?.['title']).toBe('<img src=x onerror=alert(1)>');
});
