import { songKey } from '../identity.ts';
import type { HistorySummary, Listening, Song } from '../types.ts';
import { ECHO, type Events, SKIPPED } from './events.ts';
import type { TrackTable } from './tracks.ts';

/** The history as the other rooms see it: variants joined to songs, echoes left out. */
export function toListening(events: Events, tracks: TrackTable): Listening {
  const count = events.startedAt.length;
  const songOfKey = new Map<string, number>();
  /** By track: the song, or -1 until its first event. */
  const songOfTrack = new Int32Array(tracks.size).fill(-1);
  const keys: string[] = [];
  const latestTrack: number[] = [];
  const song = new Uint32Array(count);
  const startedAt = new Float64Array(count);
  const msPlayed = new Int32Array(count);
  const skipped = new Uint8Array(count);
  let length = 0;
  for (let row = 0; row < count; row++) {
    const flags = events.flags[row] ?? 0;
    if (flags & ECHO) continue;
    const track = events.track[row] ?? 0;
    let number = songOfTrack[track] ?? -1;
    if (number < 0) {
      const { artist, title } = tracks.get(track);
      const key = songKey(artist, title);
      number = songOfKey.get(key) ?? keys.push(key) - 1;
      songOfKey.set(key, number);
      songOfTrack[track] = number;
    }
    latestTrack[number] = track;
    song[length] = number;
    startedAt[length] = events.startedAt[row] ?? 0;
    msPlayed[length] = events.msPlayed[row] ?? 0;
    skipped[length] = flags & SKIPPED;
    length++;
  }
  return {
    songs: keys.map((key, number) => toSong(key, tracks, latestTrack[number] ?? 0)),
    song: song.slice(0, length),
    startedAt: startedAt.slice(0, length),
    msPlayed: msPlayed.slice(0, length),
    skipped: skipped.slice(0, length)
  };
}

function toSong(key: string, tracks: TrackTable, track: number): Song {
  const { artist, title, album, uri } = tracks.get(track);
  return { key, artist, title, ...(album !== undefined && { album }), ...(uri !== undefined && { uri }) };
}

/** Counts for the summary. */
export function summarize(
  { songs, startedAt, skipped }: Listening,
  sample: boolean
): Omit<HistorySummary, 'revision'> {
  const firstPlay = skipped.indexOf(0);
  const skips = skipped.reduce((sum, skip) => sum + skip, 0);
  return {
    plays: skipped.length - skips,
    skips,
    songs: songs.length,
    // The artist's part of the key is folded already.
    artists: new Set(songs.map(({ key }) => key.slice(0, key.indexOf('\u001f')))).size,
    ...(firstPlay >= 0 && {
      firstPlay: startedAt[firstPlay] ?? 0,
      lastPlay: startedAt[skipped.lastIndexOf(0)] ?? 0
    }),
    sample
  };
}
