import { MAX_EVENTS } from '../limits.ts';
import { foldName } from '../text.ts';

/** Several artists have a piece of that name. */
const AMBIGUOUS: unique symbol = Symbol('several artists');
type Artist = string | typeof AMBIGUOUS;

interface Piece {
  artist: Artist;
  /** By day, days since epoch. */
  days: Map<number, Artist>;
}

/** Who plays what, as Apple's file of daily tracks tells it: the file of plays names no artists. */
export class ArtistBook {
  /** By folded title. */
  readonly #pieces = new Map<string, Piece>();
  #size = 0;

  get isEmpty(): boolean {
    return this.#size === 0;
  }

  /** @param day days since epoch, by the listener's calendar. */
  add(title: string, artist: string, day: number): void {
    // More than anybody has; those who have will miss some artists.
    if (this.#size >= MAX_EVENTS) return;
    this.#size++;
    const key = foldName(title);
    let piece = this.#pieces.get(key);
    if (!piece) {
      piece = { artist, days: new Map() };
      this.#pieces.set(key, piece);
    }
    piece.artist = both(piece.artist, artist);
    const there = piece.days.get(day);
    piece.days.set(day, there === undefined ? artist : both(there, artist));
  }

  /** The artist whose piece was played that day, or the day before or after; else the only one who has it. */
  find(title: string, day: number): string | undefined {
    const piece = this.#pieces.get(foldName(title));
    if (!piece) return undefined;
    const before = piece.days.get(day - 1);
    const after = piece.days.get(day + 1);
    const around = before !== undefined && after !== undefined ? both(before, after) : (before ?? after);
    const artist = piece.days.get(day) ?? around ?? piece.artist;
    return artist === AMBIGUOUS ? undefined : artist;
  }
}

function both(one: Artist, other: Artist): Artist {
  if (one === AMBIGUOUS || other === AMBIGUOUS) return AMBIGUOUS;
  return one === other || foldName(one) === foldName(other) ? one : AMBIGUOUS;
}
