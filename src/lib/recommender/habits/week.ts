import { countedRows, type Plays } from './heard.ts';

/** A part of one day of the week. */
export interface WeekPart {
  /** 0 = Monday ... 6 = Sunday. */
  weekday: number;
  /** 0 = from midnight, 1 = from six, 2 = from noon, 3 = from eighteen o'clock. */
  quarter: number;
}

/** When each event was, by the listener's own clock. */
export interface WeekColumns {
  /** By row: number of the day. */
  day: Int32Array;
  /** By row: 0 = Monday ... 6 = Sunday. */
  weekday: Uint8Array;
  /** By row: 0 ... 23. */
  hour: Uint8Array;
}

const HOURS = 6;
/** Sittings that an artist's habit weighs beside a song's own, and that of all music beside an artist's. */
const PRIOR = 8;
/** Below so many sittings in such a part of the week, an artist at a time, nothing can be said about it. */
const LEAST = 20;

/** The quarter of the day, 0 (night) to 3 (evening). @param hour 0 ... 23 */
export function quarterOf(hour: number): number {
  return Math.floor(hour / HOURS);
}

/** Sittings in which something was heard: in all, and in the part of the week that is asked for. */
class Sittings {
  readonly all: Uint32Array;
  readonly then: Uint32Array;
  readonly #last: Float64Array;

  constructor(count: number) {
    this.all = new Uint32Array(count);
    this.then = new Uint32Array(count);
    this.#last = new Float64Array(count).fill(NaN);
  }

  /** @param sitting number of the quarter of a day; rises */
  add(which: number, sitting: number, isThen: boolean): void {
    if (this.#last[which] === sitting) return;
    this.#last[which] = sitting;
    this.all[which] = (this.all[which] ?? 0) + 1;
    if (isThen) this.then[which] = (this.then[which] ?? 0) + 1;
  }

  /** The share of them in that part of the week, as if `PRIOR` more had been spread as usual. */
  share(which: number, usual: number): number {
    return ((this.then[which] ?? 0) + PRIOR * usual) / ((this.all[which] ?? 0) + PRIOR);
  }
}

/**
 * How much more than usual each song is heard in a part of the week, on a scale where 1 = four times as often and
 * -1 = a quarter: its share of quarters of days in that part, over the usual share of all artists. A song or an artist
 * counts once a quarter of a day, so that one long evening makes no habit. The share is smoothed with that of the
 * artist, and that one with the usual one, so that a song of few plays says little by itself.
 * @param excluded by row: 1 = kept out of taste
 * @param keys of the songs that are asked for
 * @returns by key, without the songs of which nothing is to be said
 */
export function weekLifts(
  plays: Plays,
  excluded: Uint8Array,
  { day, weekday, hour }: WeekColumns,
  part: WeekPart,
  keys: ReadonlySet<string>
): Map<string, number> {
  const songs = new Sittings(plays.songs.length);
  const artists = new Sittings(plays.artists.length);
  for (const row of countedRows(plays, excluded)) {
    const song = plays.song[row] ?? 0;
    const quarter = quarterOf(hour[row] ?? 0);
    const isThen = weekday[row] === part.weekday && quarter === part.quarter;
    const sitting = 4 * (day[row] ?? 0) + quarter;
    songs.add(song, sitting, isThen);
    artists.add(plays.artistOf[song] ?? 0, sitting, isThen);
  }
  const lifts = new Map<string, number>();
  const then = sum(artists.then);
  if (then < LEAST) return lifts;
  const usual = then / sum(artists.all);
  for (const [number, { key }] of plays.songs.entries()) {
    if (!keys.has(key)) continue;
    const share = songs.share(number, artists.share(plays.artistOf[number] ?? 0, usual));
    const lift = Math.max(-1, Math.min(1, Math.log2(share / usual) / 2));
    if (lift !== 0) lifts.set(key, lift);
  }
  return lifts;
}

function sum(values: Uint32Array): number {
  return values.reduce((total, value) => total + value, 0);
}
