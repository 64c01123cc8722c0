import { writeCsv } from './csv.ts';
import { writeJspf } from './jspf.ts';
import { spotifyLink, writeSpotifyLinks } from './links.ts';
import type { SongList } from './list.ts';
import { writeM3u8 } from './m3u8.ts';
import { writeXspf } from './xspf.ts';

export { spotifyLink } from './links.ts';
export type { ListedSong, SongList } from './list.ts';

/** In the order in which they are offered. */
export const LIST_FORMATS = ['m3u8', 'xspf', 'jspf', 'csv', 'links'] as const;
export type ListFormat = (typeof LIST_FORMATS)[number];

export interface ListFile {
  text: string;
  /** Of the file's name. */
  extension: string;
  /** Media type. */
  type: string;
  /** Spreadsheets take a text for UTF-8 only after a byte order mark; other readers stumble over it. */
  byteOrderMark: boolean;
  /** Songs that the format cannot hold. */
  leftOut: number;
}

const FORMATS: Readonly<
  Record<ListFormat, { write: (list: SongList) => string; extension: string; type: string }>
> = {
  m3u8: { write: writeM3u8, extension: 'm3u8', type: 'audio/x-mpegurl' },
  xspf: { write: writeXspf, extension: 'xspf', type: 'application/xspf+xml' },
  jspf: { write: writeJspf, extension: 'jspf', type: 'application/json' },
  csv: { write: writeCsv, extension: 'csv', type: 'text/csv' },
  links: { write: writeSpotifyLinks, extension: 'txt', type: 'text/plain' }
};

/** A list as a file of the format. */
export function writeList(list: SongList, format: ListFormat): ListFile {
  const { write, extension, type } = FORMATS[format];
  const leftOut = format === 'links' ? list.songs.filter((song) => !spotifyLink(song)).length : 0;
  return { text: write(list), extension, type, byteOrderMark: format === 'csv', leftOut };
}
