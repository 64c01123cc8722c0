import type { Song } from '$lib/history/index.ts';

const SPOTIFY_TRACK = /^spotify:track:([0-9A-Za-z]{22})$/;

/** Where the song can be opened, for addresses of the one form that is known to be safe to link. */
export function spotifyLink(song: Song): string | undefined {
  const id = SPOTIFY_TRACK.exec(song.uri ?? '')?.[1];
  return id === undefined ? undefined : `https://open.spotify.com/track/${id}`;
}
