import { type FamilyId, findPiece, listingOf, type Listing } from '../catalogue/index.ts';

/** A picture as it stands in a file, and its media type. */
export interface Picture {
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** What can be played, as people read of it and as the history stores it. */
export interface Track extends Pick<Listing, 'artist' | 'title'> {
  /** Id in the queue. */
  id: string;
  album: string | undefined;
  /** Address in the history; the listener's own files have none and go by their names alone. */
  uri: string | undefined;
  seconds: number;
  /** Of a piece of the catalogue. */
  family: FamilyId | undefined;
  /** That a file has in it; all others have covers made from their ids. */
  picture: Picture | undefined;
}

/** The listener's own, by id; the catalogue needs no list. */
const others = new Map<string, Track>();

/** Makes tracks known beside the catalogue's. They stay known while the page lives: one of them may be playing. */
export function makeKnown(tracks: Iterable<Track>): void {
  for (const track of tracks) others.set(track.id, track);
}

/** @returns undefined for an id that nothing has, e.g. of a piece that a later version took out */
export function trackOf(id: string): Track | undefined {
  const piece = findPiece(id);
  if (!piece) return others.get(id);
  const { family, parameters } = piece;
  return { id, ...listingOf(piece), seconds: parameters.seconds, family, picture: undefined };
}
