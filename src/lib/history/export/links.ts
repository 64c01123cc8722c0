import type { ListedSong, SongList } from './list.ts';

const SPOTIFY_TRACK = /^spotify:track:([0-9A-Za-z]{22})$/;

/** The page of a song at Spotify, for addresses of the one form that is known to be safe to link. */
export function spotifyLink({ uri }: Pick<ListedSong, 'uri'>): string | undefined {
  const id = SPOTIFY_TRACK.exec(uri ?? '')?.[1];
  return id === undefined ? undefined : `https://open.spotify.com/track/${id}`;
}

/** An address of the web where there is one, as other programs know few other kinds; undefined for no address at all. */
export function identifierOf(song: ListedSong): string | undefined {
  const link = spotifyLink(song);
  if (link !== undefined || song.uri === undefined) return link;
  return URL.canParse(song.uri) ? new URL(song.uri).href : undefined;
}

/**
 * One link a line, in order: pasted into a playlist of Spotify's desktop app, such a text becomes its songs. Songs
 * without a link are left out.
 */
export function writeSpotifyLinks({ songs }: SongList): string {
  return songs
    .map(spotifyLink)
    .filter((link) => link !== undefined)
    .map((link) => `${link}\n`)
    .join('');
}
