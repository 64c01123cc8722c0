import { songKey } from '../identity.ts';
import { cleanName } from '../text.ts';

/** Names and address of a piece exactly as some events have them. */
export interface Variant {
  readonly artist: string;
  readonly title: string;
  readonly album: string | undefined;
  readonly uri: string | undefined;
}

/** The variants that events point to by number. */
export class TrackTable {
  readonly #variants: Variant[] = [];
  /** By all names and the address: an export may give one address a thousand names. */
  readonly #numbers = new Map<string, number>();
  /** By address or, where there is none, title: the variant that was asked for last. Most events repeat one of these. */
  readonly #latest = new Map<string, number>();

  static from(variants: Iterable<Variant>): TrackTable {
    const table = new TrackTable();
    for (const variant of variants) table.#add(variant);
    return table;
  }

  get size(): number {
    return this.#variants.length;
  }

  get(track: number): Variant {
    const variant = this.#variants[track];
    if (!variant) throw new RangeError(`no track ${track}`);
    return variant;
  }

  /** The number of this variant, which is new if need be. */
  intern(artist: string, title: string, album: string | undefined, uri: string | undefined): number {
    const latest = this.#latest.get(uri ?? title);
    const variant = latest === undefined ? undefined : this.#variants[latest];
    if (
      latest !== undefined &&
      variant?.uri === uri &&
      variant?.title === title &&
      variant.artist === artist &&
      variant.album === album
    )
      return latest;
    const number = this.#find(artist, title, album, uri);
    this.#latest.set(uri ?? title, number);
    return number;
  }

  #find(artist: string, title: string, album: string | undefined, uri: string | undefined): number {
    const known = this.#numbers.get(keyOf({ artist, title, album, uri }));
    if (known !== undefined) return known;
    // Nearly every event repeats a known variant, so names are cleaned only here.
    const clean = {
      artist: cleanName(artist),
      title: cleanName(title),
      album: album === undefined ? undefined : cleanName(album),
      uri
    };
    return this.#numbers.get(keyOf(clean)) ?? this.#add(clean);
  }

  /** The numbers of all these, new ones included. */
  numbersOf(variants: readonly Variant[]): Uint32Array {
    return Uint32Array.from(variants, ({ artist, title, album, uri }) =>
      this.intern(artist, title, album, uri)
    );
  }

  /** The variants from number `from` on. */
  slice(from: number, to?: number): Variant[] {
    return this.#variants.slice(from, to);
  }

  #add(variant: Variant): number {
    const track = this.#variants.push(variant) - 1;
    this.#numbers.set(keyOf(variant), track);
    return track;
  }
}

function keyOf({ artist, title, album, uri }: Variant): string {
  return `${uri ?? ''}\u001f${title}\u001f${artist}\u001f${album ?? '\u001e'}`;
}

/** What tells two recordings apart: the address or, where there is none, the song. */
export function identityOf({ artist, title, uri }: Variant): string {
  return uri ?? songKey(artist, title);
}
