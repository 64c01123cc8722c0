import { albumKey, artistKey, songKey } from '../identity.ts';
import type { Album, Artist, HistorySummary, Listening, Song } from '../types.ts';
import { HIDDEN, type Events, SKIPPED } from './events.ts';
import type { TrackTable, Variant } from './tracks.ts';

/** Numbers for keys, in the order in which they are first asked for. */
class Register {
  /** By number: the track of the last event, which says how the names are written. */
  readonly latest: number[] = [];
  readonly #numbers = new Map<string, number>();

  number(key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#numbers.size);
    return this.#numbers.size - 1;
  }
}

/**
 * The history as the other rooms see it: variants joined to songs, artists and albums.
 * @param seen whether an event is to be part of it; default: all that are not hidden.
 */
export function toListening(
  events: Events,
  tracks: TrackTable,
  seen = (row: number) => ((events.flags[row] ?? 0) & HIDDEN) === 0
): Listening {
  const count = events.startedAt.length;
  const songs = new Register();
  const artists = new Register();
  const albums = new Register();
  /** By track: numbers, or -1 until its first event. */
  const songOfTrack = new Int32Array(tracks.size).fill(-1);
  const albumOfTrack = new Int32Array(tracks.size).fill(-1);
  const artistOf: number[] = [];
  const song = new Uint32Array(count);
  const album = new Int32Array(count);
  const startedAt = new Float64Array(count);
  const msPlayed = new Int32Array(count);
  const skipped = new Uint8Array(count);
  const source = new Uint8Array(count);
  let length = 0;
  for (let row = 0; row < count; row++) {
    if (!seen(row)) continue;
    const track = events.track[row] ?? 0;
    if ((songOfTrack[track] ?? -1) < 0) {
      const variant = tracks.get(track);
      const number = songs.number(songKey(variant.artist, variant.title));
      artistOf[number] ??= artists.number(artistKey(variant.artist));
      songOfTrack[track] = number;
      if (variant.album !== undefined)
        albumOfTrack[track] = albums.number(albumKey(variant.artist, variant.album));
    }
    const number = songOfTrack[track] ?? 0;
    songs.latest[number] = track;
    artists.latest[artistOf[number] ?? 0] = track;
    const onAlbum = albumOfTrack[track] ?? -1;
    if (onAlbum >= 0) albums.latest[onAlbum] = track;
    song[length] = number;
    album[length] = onAlbum;
    startedAt[length] = events.startedAt[row] ?? 0;
    msPlayed[length] = events.msPlayed[row] ?? 0;
    skipped[length] = (events.flags[row] ?? 0) & SKIPPED;
    source[length] = events.source[row] ?? 0;
    length++;
  }
  return {
    songs: songs.latest.map((track) => toSong(tracks.get(track))),
    artists: artists.latest.map((track) => toArtist(tracks.get(track))),
    albums: albums.latest.map((track) => toAlbum(tracks.get(track))),
    artistOf: Uint32Array.from(artistOf),
    song: song.slice(0, length),
    album: album.slice(0, length),
    startedAt: startedAt.slice(0, length),
    msPlayed: msPlayed.slice(0, length),
    skipped: skipped.slice(0, length),
    source: source.slice(0, length)
  };
}

function toSong({ artist, title, album, uri }: Variant): Song {
  return {
    key: songKey(artist, title),
    artist,
    title,
    ...(album !== undefined && { album }),
    ...(uri !== undefined && { uri })
  };
}

function toArtist({ artist }: Variant): Artist {
  return { key: artistKey(artist), name: artist };
}

function toAlbum({ artist, album: title = '' }: Variant): Album {
  return { key: albumKey(artist, title), artist, title };
}

/** Counts for the summary: of the events that are not hidden, as `toListening` has them. */
export function summarize(
  { startedAt, track, flags }: Events,
  tracks: TrackTable,
  sample: boolean
): Omit<HistorySummary, 'revision'> {
  const seen = new Uint8Array(tracks.size);
  let skips = 0;
  let plays = 0;
  let first = -1;
  let last = -1;
  for (let row = 0; row < flags.length; row++) {
    const bits = flags[row] ?? 0;
    if (bits & HIDDEN) continue;
    seen[track[row] ?? 0] = 1;
    if (bits & SKIPPED) {
      skips++;
      continue;
    }
    plays++;
    if (first < 0) first = row;
    last = row;
  }
  const songs = new Set<string>();
  const artists = new Set<string>();
  seen.forEach((is, number) => {
    if (is === 0) return;
    const { artist, title } = tracks.get(number);
    songs.add(songKey(artist, title));
    artists.add(artistKey(artist));
  });
  return {
    plays,
    skips,
    songs: songs.size,
    artists: artists.size,
    ...(first >= 0 && { firstPlay: startedAt[first] ?? 0, lastPlay: startedAt[last] ?? 0 }),
    sample
  };
}
