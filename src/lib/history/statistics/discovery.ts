import { MonthFinder } from './months.ts';
import type { Part } from './part.ts';

export interface DiscoveryMonth {
  /** Since January 1970. */
  month: number;
  plays: number;
  /** Played for the first time ever in this month. */
  artists: number;
  songs: number;
}

export interface Discovery {
  /** Every month from the first to the last of the period. */
  months: DiscoveryMonth[];
  /** Known before the period: what running totals start from. */
  before: { artists: number; songs: number };
}

/** New to the listener means: not played before in the whole history, not only in the period. */
export function discoveryOf({ listening, calendar, first, end }: Part): Discovery {
  const heardSong = new Uint8Array(listening.songs.length);
  const heardArtist = new Uint8Array(listening.artists.length);
  const before = { artists: 0, songs: 0 };
  const finder = new MonthFinder();
  const months: DiscoveryMonth[] = [];
  let current: DiscoveryMonth | undefined;
  for (let row = 0; row < end; row++) {
    if (listening.skipped[row] === 1) continue;
    if (row >= first) {
      const month = finder.month(calendar.day[row] ?? 0);
      while (!current || current.month < month) {
        current = { month: current ? current.month + 1 : month, plays: 0, artists: 0, songs: 0 };
        months.push(current);
      }
      current.plays++;
    }
    const song = listening.song[row] ?? 0;
    if (heardSong[song] === 1) continue;
    heardSong[song] = 1;
    const counts = current ?? before;
    counts.songs++;
    const artist = listening.artistOf[song] ?? 0;
    if (heardArtist[artist] === 1) continue;
    heardArtist[artist] = 1;
    counts.artists++;
  }
  return { months, before };
}
