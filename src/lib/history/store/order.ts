import { type Events, SKIPPED } from './events.ts';
import { type TrackTable, identityOf } from './tracks.ts';

/** The total order of stored events: time first and, on ties, nothing that depends on the order of imports. */
export class EventOrder {
  /** By track: a number for what `identityOf` says. */
  readonly #identity: Uint32Array;

  constructor(private readonly tracks: TrackTable) {
    const numbers = new Map<string, number>();
    this.#identity = new Uint32Array(tracks.size).map((_, track) => {
      const identity = identityOf(tracks.get(track));
      const number = numbers.get(identity) ?? numbers.size;
      numbers.set(identity, number);
      return number;
    });
  }

  /** Negative when event `i` of `x` comes before event `j` of `y`. */
  compare(x: Events, i: number, y: Events, j: number): number {
    return (x.startedAt[i] ?? 0) - (y.startedAt[j] ?? 0) || this.#compareTies(x, i, y, j);
  }

  /** The same record: equal in source, time, identity and duration. Such events are neighbours in the order. */
  alike(x: Events, i: number, y: Events, j: number): boolean {
    return x.msPlayed[i] === y.msPlayed[j] && this.samePlay(x, i, y, j);
  }

  /** Alike but for the duration. Of such events the longer one comes later. */
  samePlay(x: Events, i: number, y: Events, j: number): boolean {
    return (
      x.startedAt[i] === y.startedAt[j] &&
      x.source[i] === y.source[j] &&
      this.#identity[x.track[i] ?? 0] === this.#identity[y.track[j] ?? 0]
    );
  }

  /** Alike and written in the same way, so that one can stand for the other without a trace. */
  same(x: Events, i: number, y: Events, j: number): boolean {
    return x.track[i] === y.track[j] && this.alike(x, i, y, j);
  }

  /** A number for the track's address; undefined where it has none. */
  addressOf(track: number): number | undefined {
    return this.tracks.get(track).uri === undefined ? undefined : this.#identity[track];
  }

  #compareTies(x: Events, i: number, y: Events, j: number): number {
    const a = this.tracks.get(x.track[i] ?? 0);
    const b = this.tracks.get(y.track[j] ?? 0);
    return (
      compareText(identityOf(a), identityOf(b)) ||
      (x.msPlayed[i] ?? 0) - (y.msPlayed[j] ?? 0) ||
      (x.source[i] ?? 0) - (y.source[j] ?? 0) ||
      compareText(a.artist, b.artist) ||
      compareText(a.title, b.title) ||
      compareText(a.album ?? '', b.album ?? '') ||
      ((x.flags[i] ?? 0) & SKIPPED) - ((y.flags[j] ?? 0) & SKIPPED)
    );
  }
}

/** By UTF-16 units: the same on every machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
