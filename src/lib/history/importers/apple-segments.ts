import { MAX_EVENTS } from '../limits.ts';
import { Refused } from '../reading/problem.ts';

/** Segments of one listen that lie further apart are two listens, ms. */
const MAX_PAUSE_MS = 30 * 60_000;
const SECOND = 1000;
const DAY = 24 * 60 * 60 * SECOND;

/** After these the same piece may go on. */
const PAUSES: ReadonlySet<string> = new Set([
  'SCRUB_BEGIN',
  'SCRUB_END',
  'PLAYBACK_MANUALLY_PAUSED',
  'PLAYBACK_SUSPENDED',
  'EXITED_APPLICATION'
]);

/** One stretch without a pause, as Apple lists them. */
export interface Segment {
  title: string;
  /** Empty where it is not told. */
  artist: string;
  album: string;
  /** Tells apart what was played at the same time. Held in memory for that only. */
  device: string;
  /** ms since epoch. */
  endedAt: number;
  /** ms */
  msPlayed: number;
  endReason: string;
  /** How far the listener's clock was ahead of UTC, s. */
  utcOffset: number;
}

export interface Listen {
  title: string;
  artist: string;
  album: string;
  /** ms since epoch, UTC. */
  startedAt: number;
  msPlayed: number;
  /** By the listener's calendar, days since epoch. */
  day: number;
}

/** The segments of one file, in any order. There can be a hundred thousand, so they are held in columns. */
export class Segments {
  readonly #names = new Names();
  readonly #title: number[] = [];
  readonly #artist: number[] = [];
  readonly #album: number[] = [];
  readonly #device: number[] = [];
  readonly #endedAt: number[] = [];
  readonly #msPlayed: number[] = [];
  readonly #pause: boolean[] = [];
  readonly #utcOffset: number[] = [];

  /** @throws Refused when there are too many. */
  add(segment: Segment): void {
    if (this.#title.length >= MAX_EVENTS) throw tooMany();
    this.#title.push(this.#names.numberOf(segment.title));
    this.#artist.push(this.#names.numberOf(segment.artist));
    this.#album.push(this.#names.numberOf(segment.album));
    this.#device.push(this.#names.numberOf(segment.device));
    this.#endedAt.push(segment.endedAt);
    this.#msPlayed.push(segment.msPlayed);
    this.#pause.push(PAUSES.has(segment.endReason));
    this.#utcOffset.push(segment.utcOffset);
  }

  /** What was listened to: consecutive segments of one piece on one device, put together where they were paused. */
  *listens(): Generator<Listen, void, undefined> {
    let first = -1;
    let last = -1;
    let msPlayed = 0;
    for (const next of this.#inOrder()) {
      if (last >= 0 && this.#goesOn(last, next)) {
        msPlayed += this.#msPlayed[next] ?? 0;
      } else {
        if (first >= 0) yield this.#listen(first, msPlayed);
        first = next;
        msPlayed = this.#msPlayed[next] ?? 0;
      }
      last = next;
    }
    if (first >= 0) yield this.#listen(first, msPlayed);
  }

  /** By device, then by time; as in the file where that is equal. */
  #inOrder(): Uint32Array {
    const order = Uint32Array.from(this.#title, (_, index) => index);
    const at = (column: readonly number[], index: number) => column[index] ?? 0;
    return order.sort(
      (a, b) =>
        at(this.#device, a) - at(this.#device, b) || at(this.#endedAt, a) - at(this.#endedAt, b) || a - b
    );
  }

  #goesOn(last: number, next: number): boolean {
    if (this.#pause[last] !== true || this.#device[last] !== this.#device[next]) return false;
    if (this.#title[last] !== this.#title[next] || this.#album[last] !== this.#album[next]) return false;
    return this.#startOf(next) - (this.#endedAt[last] ?? 0) < MAX_PAUSE_MS;
  }

  #startOf(index: number): number {
    return (this.#endedAt[index] ?? NaN) - (this.#msPlayed[index] ?? NaN);
  }

  #listen(first: number, msPlayed: number): Listen {
    const startedAt = this.#startOf(first);
    return {
      title: this.#names.nameOf(this.#title[first]),
      artist: this.#names.nameOf(this.#artist[first]),
      album: this.#names.nameOf(this.#album[first]),
      startedAt,
      msPlayed,
      day: Math.floor((startedAt + (this.#utcOffset[first] ?? 0) * SECOND) / DAY)
    };
  }
}

/** Each name once. */
class Names {
  readonly #numbers = new Map<string, number>();
  readonly #names: string[] = [];

  numberOf(name: string): number {
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.#names.push(name) - 1;
      this.#numbers.set(name, number);
    }
    return number;
  }

  nameOf(number: number | undefined): string {
    return this.#names[number ?? -1] ?? '';
  }
}

function tooMany(): Refused {
  return new Refused(
    'too_large',
    'There are more than 3,000,000 entries in this file, far more than in any listening history. The rest were not read.'
  );
}
