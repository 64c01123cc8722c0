import { type ListedSong, type ListFormat, writeList } from '$lib/history/index.ts';
import { downloadName, saveFile } from './download.ts';
import { countOf } from './format.ts';

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
