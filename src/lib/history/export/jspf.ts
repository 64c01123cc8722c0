import { identifierOf } from './links.ts';
import type { ListedSong, SongList } from './list.ts';

/**
 * JSPF, https://www.xspf.org/jspf, with `identifier` as a list and web addresses in it, as ListenBrainz writes and
 * reads it: https://listenbrainz.readthedocs.io/en/latest/users/api/playlist.html.
 */
export function writeJspf({ title, createdAt, songs }: SongList): string {
  const playlist = {
    title,
    creator: 'Earshot',
    date: new Date(createdAt).toISOString(),
    track: songs.map(toTrack)
  };
  return `${JSON.stringify({ playlist }, undefined, 2)}\n`;
}

function toTrack(song: ListedSong) {
  const identifier = identifierOf(song);
  return {
    title: song.title,
    creator: song.artist,
    ...(song.album !== undefined && { album: song.album }),
    ...(song.durationMs !== undefined && { duration: Math.round(song.durationMs) }),
    ...(identifier !== undefined && { identifier: [identifier] })
  };
}
