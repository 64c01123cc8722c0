import { identifierOf } from './links.ts';
import type { ListedSong, SongList } from './list.ts';

/** XSPF version 1, https://www.xspf.org/spec: names and identifiers, as nobody knows where the music lies. */
export function writeXspf({ title, createdAt, songs }: SongList): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<playlist version="1" xmlns="http://xspf.org/ns/0/">',
    `  ${element('title', title)}`,
    `  ${element('creator', 'Earshot')}`,
    `  ${element('date', new Date(createdAt).toISOString())}`,
    '  <trackList>',
    ...songs.map((song) => `    <track>${fieldsOf(song)}</track>`),
    '  </trackList>',
    '</playlist>',
    ''
  ].join('\n');
}

/** In the order of the specification, which strict readers insist on. */
function fieldsOf(song: ListedSong): string {
  return (
    element('identifier', identifierOf(song)) +
    element('title', song.title) +
    element('creator', song.artist) +
    element('album', song.album) +
    // A whole number of milliseconds.
    element('duration', song.durationMs?.toFixed(0))
  );
}

function element(name: string, text: string | undefined): string {
  return text === undefined ? '' : `<${name}>${escapeXml(text)}</${name}>`;
}

/** Everything but the characters of XML 1.0 §2.2. */
const NOT_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

/** Text as element content. What XML cannot hold, such as half a character, becomes U+FFFD. */
function escapeXml(text: string): string {
  return text.replace(NOT_XML, '\ufffd').replace(/[&<>\r]/g, (character) => ENTITIES[character] ?? character);
}
