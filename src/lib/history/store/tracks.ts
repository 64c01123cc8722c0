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
  /** First variant of an address (or of artist and title, where there is none), and the next one of the same. */
  readonly #first = new Map<string, number>();
  readonly #next: number[] = [];

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
    const known = this.#find(artist, title, album, uri);
    if (known >= 0) return known;
    // Nearly every event repeats a known variant, so names are cleaned only here.
    const clean = {
      artist: cleanName(artist),
      title: cleanName(title),
      album: album === undefined ? undefined : cleanName(album),
      uri
    };
    const cleaned = this.#find(clean.artist, clean.title, clean.album, uri);
    return cleaned >= 0 ? cleaned : this.#add(clean);
  }

  /** The variants from number `from` on. */
  slice(from: number, to?: number): Variant[] {
    return this.#variants.slice(from, to);
  }

  #find(artist: string, title: string, album: string | undefined, uri: string | undefined): number {
    let track = this.#first.get(lookupKey(artist, title, uri)) ?? -1;
    while (track >= 0) {
      const known = this.get(track);
      if (known.title === title && known.artist === artist && known.album === album && known.uri === uri)
        break;
      track = this.#next[track] ?? -1;
    }
    return track;
  }

  #add(variant: Variant): number {
    const track = this.#variants.push(variant) - 1;
    const key = lookupKey(variant.artist, variant.title, variant.uri);
    this.#next.push(this.#first.get(key) ?? -1);
    this.#first.set(key, track);
    return track;
  }
}

function lookupKey(artist: string, title: string, uri: string | undefined): string {
  return uri ?? `${artist}\u001f${title}`;
}

/** What tells two recordings apart: the address or, where there is none, the song. */
export function identityOf({ artist, title, uri }: Variant): string {
  return uri ?? songKey(artist, title);
}
