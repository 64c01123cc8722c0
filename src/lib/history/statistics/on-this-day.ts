import { dateOf, dayOf } from '../local-time.ts';
import { type Heard, type Part } from './part.ts';
import { topOf } from './top.ts';

export interface PastDay extends Heard {
  year: number;
  /** Most played that day, at most three. */
  songs: { title: string; artist: string; plays: number }[];
}

/**
 * What was played on today's date in earlier years, newest first; years without a play are left out. On 29 February
 * only leap years have the date.
 * @param part the whole history.
 * @param today since 1 January 1970.
 */
export function onThisDay(part: Part, today: number): PastDay[] {
  const { day } = part.calendar;
  const { year, month, date } = dateOf(today);
  const oldest = dateOf(day[part.first] ?? today).year;
  const past: PastDay[] = [];
  for (let earlier = year - 1; earlier >= oldest; earlier--) {
    const wanted = dayOf(earlier, month, date);
    if (dateOf(wanted).date !== date) continue;
    const first = firstRowOn(part, wanted);
    const of = { ...part, first, end: firstRowOn(part, wanted + 1) };
    const songs = topOf(of, 'songs', 'plays', Infinity);
    if (songs.length === 0) continue;
    past.push({
      year: earlier,
      plays: songs.reduce((sum, { plays }) => sum + plays, 0),
      ms: songs.reduce((sum, { ms }) => sum + ms, 0),
      songs: songs.slice(0, 3).map(({ name, by = '', plays }) => ({ title: name, artist: by, plays }))
    });
  }
  return past;
}

function firstRowOn({ calendar, first, end }: Part, day: number): number {
  let low = first;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((calendar.day[middle] ?? 0) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
