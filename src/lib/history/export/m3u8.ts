import { oneLine } from '../text.ts';
import type { ListedSong, SongList } from './list.ts';

/**
 * Extended M3U in UTF-8 (there is no standard; the directives are those that VLC, foobar2000 and Mopidy read, see
 * RFC 8216 §4.3.2.1 for #EXTINF and Wikipedia's "M3U" for #PLAYLIST). A song without an address has no line that a
 * player could open, and #EXTINF would then speak of the next song: it is a comment instead, which players skip.
 */
export function writeM3u8({ title, songs }: SongList): string {
  return ['#EXTM3U', `#PLAYLIST:${oneLine(title)}`, ...songs.flatMap(linesOf), ''].join('\n');
}

function linesOf(song: ListedSong): string[] {
  const name = `${oneLine(song.artist)} - ${oneLine(song.title)}`;
  const address = oneLine(song.uri ?? '').trim();
  if (address === '' || address.startsWith('#')) return [`# ${name}`];
  // -1 is how players write "unknown".
  const seconds = song.durationMs === undefined ? -1 : Math.round(song.durationMs / 1000);
  return [`#EXTINF:${seconds},${name}`, address];
}
