import { LIST_FORMATS, type ListedSong, type ListFormat, writeList } from '$lib/history/index.ts';
import { downloadName, saveFile } from './download.ts';
import { countOf } from './format.ts';

const names: Readonly<Record<ListFormat, string>> = {
  m3u8: 'M3U8 playlist',
  xspf: 'XSPF playlist',
  jspf: 'JSPF (ListenBrainz)',
  csv: 'CSV table',
  links: 'Spotify links'
};

export const listFormats = LIST_FORMATS.map((id) => ({ id, name: names[id] }));

/** Saves a list as a file. @param name of the file, e.g. `earshot-plays`. @returns what to tell about it. */
export function saveList(
  songs: readonly ListedSong[],
  about: { name: string; title: string; format: string }
): string {
  const format = LIST_FORMATS.find((id) => id === about.format) ?? 'm3u8';
  const createdAt = Date.now();
  const { text, extension, type, byteOrderMark, leftOut } = writeList(
    { title: about.title, createdAt, songs },
    format
  );
  const blob = new Blob([byteOrderMark ? '\ufeff' : '', text], { type: `${type};charset=utf-8` });
  saveFile(blob, downloadName(about.name, createdAt, extension));
  const saved = `Saved ${countOf(songs.length - leftOut, 'song')}.`;
  return leftOut > 0
    ? `${saved} ${countOf(leftOut, 'song has', 'songs have')} no address at Spotify.`
    : saved;
}
