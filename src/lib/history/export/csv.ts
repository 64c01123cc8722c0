import type { SongList } from './list.ts';

const HEADER = ['artist', 'title', 'album', 'uri', 'duration_ms'];

/** What makes a spreadsheet take a cell for a formula (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/**
 * RFC 4180 with a header. A cell that a spreadsheet would compute gets an apostrophe before it, which spreadsheets
 * do not show. The text has no byte order mark; what saves it for a spreadsheet adds one.
 */
export function writeCsv({ songs }: SongList): string {
  const rows = songs.map(({ artist, title, album = '', uri = '', durationMs }) => [
    artist,
    title,
    album,
    uri,
    durationMs?.toFixed(0) ?? ''
  ]);
  return [HEADER, ...rows].map((cells) => `${cells.map(toCell).join(',')}\r\n`).join('');
}

function toCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
