import { albumAt, type Heard, type Part } from './part.ts';

export interface Totals extends Heard {
  skips: number;
  /** Plays whose duration no source told: they count nothing towards `ms`. */
  unknown: number;
  /** Different ones that were played. */
  artists: number;
  songs: number;
  albums: number;
  /** Days with at least one play. */
  days: number;
}

export function totalsOf({ listening, calendar, first, end }: Part): Totals {
  const songs = new Uint8Array(listening.songs.length);
  const albums = new Uint8Array(listening.albums.length);
  const artists = new Uint8Array(listening.artists.length);
  const totals: Totals = { plays: 0, ms: 0, skips: 0, unknown: 0, artists: 0, songs: 0, albums: 0, days: 0 };
  let lastDay = NaN;
  for (let row = first; row < end; row++) {
    if (listening.skipped[row] === 1) {
      totals.skips++;
      continue;
    }
    totals.plays++;
    const ms = listening.msPlayed[row] ?? -1;
    if (ms < 0) totals.unknown++;
    else totals.ms += ms;
    songs[listening.song[row] ?? 0] = 1;
    const album = albumAt(listening, row);
    if (album >= 0) albums[album] = 1;
    const day = calendar.day[row] ?? 0;
    if (day !== lastDay) totals.days++;
    lastDay = day;
  }
  for (let song = 0; song < songs.length; song++) {
    if (songs[song] === 1) artists[listening.artistOf[song] ?? 0] = 1;
  }
  totals.songs = sum(songs);
  totals.albums = sum(albums);
  totals.artists = sum(artists);
  return totals;
}

function sum(marks: Uint8Array): number {
  let total = 0;
  for (const mark of marks) total += mark;
  return total;
}
