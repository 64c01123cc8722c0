import type { Listening } from '../../../src/lib/history/index.ts';

export interface Event {
  /** Local to UTC, e.g. `2024-05-01 13:00`. */
  at: string;
  artist?: string;
  title?: string;
  album?: string;
  uri?: string;
  /** Default three minutes; -1 where unknown. */
  ms?: number;
  skipped?: boolean;
  source?: number;
}

/** A small history from events in time order. */
export function listeningFrom(events: readonly Event[]): Listening {
  const songs: string[] = [];
  const uris: (string | undefined)[] = [];
  const artists: string[] = [];
  const albums: string[] = [];
  const artistOf: number[] = [];
  const song: number[] = [];
  const album: number[] = [];
  for (const { artist = 'A', title = 'T', album: name, uri } of events) {
    const number = indexIn(songs, `${artist}/${title}`);
    artistOf[number] = indexIn(artists, artist);
    uris[number] = uri;
    song.push(number);
    album.push(name === undefined ? -1 : indexIn(albums, `${artist}/${name}`));
  }
  const split = (key: string) => ({
    key,
    artist: key.split('/')[0] ?? '',
    title: key.split('/')[1] ?? ''
  });
  return {
    songs: songs.map((key, number) => {
      const uri = uris[number];
      return { ...split(key), ...(uri !== undefined && { uri }) };
    }),
    artists: artists.map((name) => ({ key: name, name })),
    albums: albums.map(split),
    artistOf: Uint32Array.from(artistOf),
    song: Uint32Array.from(song),
    album: Int32Array.from(album),
    startedAt: Float64Array.from(events, ({ at }) => Date.parse(`${at.replace(' ', 'T')}:00Z`)),
    msPlayed: Int32Array.from(events, ({ ms = 180_000 }) => ms),
    skipped: Uint8Array.from(events, ({ skipped }) => (skipped ? 1 : 0)),
    source: Uint8Array.from(events, ({ source = 1 }) => source)
  };
}

function indexIn(list: string[], key: string): number {
  const known = list.indexOf(key);
  return known >= 0 ? known : list.push(key) - 1;
}
