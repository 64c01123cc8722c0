import { isOwnPiece } from '../importers/uri.ts';
import { LocalTime } from '../local-time.ts';
import type { Listening } from '../types.ts';

/** Times from `from` to before `to`, ms since epoch. */
export interface Period {
  from: number;
  to: number;
}

/** Whether plays or the time heard count. */
export type Measure = 'plays' | 'time';

/** What was heard: both measures of some set of plays. */
export interface Heard {
  plays: number;
  /** Of the plays whose duration is known, ms. */
  ms: number;
}

/** When each event was, by the listener's own clock. */
export interface Calendar {
  /** By event: days since 1 January 1970. */
  day: Int32Array;
  /** By event: 0 ... 23. */
  hour: Uint8Array;
}

/** The events of one period: what every statistic is computed from. */
export interface Part {
  listening: Listening;
  calendar: Calendar;
  /** Row of the first event. */
  first: number;
  /** Row after the last event. */
  end: number;
}

/** @param zone IANA name of the listener's time zone. @throws RangeError for an unknown one. */
export function calendarOf({ startedAt }: Pick<Listening, 'startedAt'>, zone: string): Calendar {
  const local = new LocalTime(zone);
  const day = new Int32Array(startedAt.length);
  const hour = new Uint8Array(startedAt.length);
  for (let row = 0; row < startedAt.length; row++) {
    const time = startedAt[row] ?? 0;
    day[row] = local.day(time);
    hour[row] = local.hour(time);
  }
  return { day, hour };
}

export function partOf(listening: Listening, calendar: Calendar, { from, to }: Period): Part {
  const first = firstRowFrom(listening.startedAt, from);
  return { listening, calendar, first, end: Math.max(first, firstRowFrom(listening.startedAt, to)) };
}

/** Number of the album that an event counts for, or -1. Pieces that the app makes itself are on no record. */
export function albumAt({ songs, song, album }: Listening, row: number): number {
  return isOwnPiece(songs[song[row] ?? 0]?.uri) ? -1 : (album[row] ?? -1);
}

/** The larger of two things heard; the other measure decides between equals. */
export function compareHeard(a: Heard, b: Heard, measure: Measure): number {
  return measure === 'plays' ? b.plays - a.plays || b.ms - a.ms : b.ms - a.ms || b.plays - a.plays;
}

function firstRowFrom(startedAt: Float64Array, time: number): number {
  let low = 0;
  let high = startedAt.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((startedAt[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
