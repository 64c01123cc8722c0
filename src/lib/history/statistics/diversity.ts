import { dateOf, dayOf } from '../local-time.ts';
import type { Part } from './part.ts';

export interface YearOfDiversity {
  year: number;
  plays: number;
  artists: number;
  /**
   * The effective number of artists: as many equally often played ones would be as varied. exp of the Shannon
   * entropy of plays over artists, the Hill number of order 1 (Jost, "Entropy and diversity", Oikos 2006).
   */
  effective: number;
  /** Share of plays that went to the ten most played artists, 0 ... 1. */
  topTen: number;
}

/** How widely the listening was spread, by calendar year; years without a play are left out. */
export function diversityOf({ listening, calendar, first, end }: Part): YearOfDiversity[] {
  const years: YearOfDiversity[] = [];
  const counts = new Uint32Array(listening.artists.length);
  const touched: number[] = [];
  let year = dateOf(calendar.day[first] ?? 0).year;
  let nextYear = dayOf(year + 1, 1, 1);
  const close = () => {
    if (touched.length > 0)
      years.push(
        spread(
          year,
          touched.map((artist) => counts[artist] ?? 0)
        )
      );
    for (const artist of touched) counts[artist] = 0;
    touched.length = 0;
  };
  for (let row = first; row < end; row++) {
    if (listening.skipped[row] === 1) continue;
    const day = calendar.day[row] ?? 0;
    if (day >= nextYear) {
      close();
      year = dateOf(day).year;
      nextYear = dayOf(year + 1, 1, 1);
    }
    const artist = listening.artistOf[listening.song[row] ?? 0] ?? 0;
    const count = counts[artist] ?? 0;
    if (count === 0) touched.push(artist);
    counts[artist] = count + 1;
  }
  close();
  return years;
}

function spread(year: number, counts: readonly number[]): YearOfDiversity {
  const sorted = Float64Array.from(counts).sort().reverse();
  const plays = sorted.reduce((sum, count) => sum + count, 0);
  // -sum(p ln p) with p = count / plays, at one logarithm an artist.
  let logs = 0;
  for (const count of sorted) logs += count * Math.log(count);
  const entropy = Math.log(plays) - logs / plays;
  const topTen = sorted.subarray(0, 10).reduce((sum, count) => sum + count, 0) / plays;
  return { year, plays, artists: counts.length, effective: Math.exp(entropy), topTen };
}
