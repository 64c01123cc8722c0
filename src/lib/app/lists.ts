import { type ListedSong, type ListFormat, LIST_FORMATS, writeList } from '$lib/history/index.ts';
import { downloadName, saveFile } from './download.ts';
import { countOf } from './format.ts';

const formatNames: Readonly<Record<ListFormat, { name: string; detail: string }>> = {
  m3u8: { name: 'M3U8 playlist', detail: 'For VLC, foobar2000 and most players' },
  xspf: { name: 'XSPF playlist', detail: 'Open format with albums' },
  jspf: { name: 'JSPF playlist', detail: 'For ListenBrainz' },
  csv: { name: 'CSV table', detail: 'For spreadsheets' },
  links: { name: 'Spotify links', detail: 'Paste them into a Spotify playlist' }
};

export const listFormats = LIST_FORMATS.map((format) => ({ format, ...formatNames[format] }));

/**
 * Saves a list as a file among the person's downloads.
 * @param name of the list in the file's name: letters and hyphens.
 * @param now ms since epoch.
 * @returns what happened, in words.
 */
export function saveList(
  songs: readonly ListedSong[],
  { name, title, format, now }: { name: string; title: string; format: ListFormat; now: number }
): string {
  const { text, extension, type, byteOrderMark, leftOut } = writeList(
    { title, createdAt: now, songs },
    format
  );
  if (songs.length === 0) return 'There is no song in this list to save.';
  if (leftOut === songs.length)
    return 'None of these songs has a Spotify address, so there is nothing to save.';
  const fileName = downloadName(`earshot-${name}`, now, extension);
  saveFile(new Blob([byteOrderMark ? '\ufeff' : '', text], { type }), fileName);
  const saved = `Saved ${countOf(songs.length - leftOut, 'song')} as ${fileName}.`;
  return leftOut > 0 ? `${saved} ${countOf(leftOut, 'song')} without a Spotify address left out.` : saved;
}
