import { type FamilyId, findPiece, listingOf, type Listing } from '../catalogue/index.ts';

/** What can be played, as people read of it and as the history stores it. */
export interface Track extends Listing {
  /** Id in the queue. */
  id: string;
  seconds: number;
  family: FamilyId;
}

/** @returns undefined for an id that nothing has, e.g. of a piece that a later version took out */
export function trackOf(id: string): Track | undefined {
  const piece = findPiece(id);
  if (!piece) return undefined;
  const { family, parameters } = piece;
  return { id, ...listingOf(piece), seconds: parameters.seconds, family };
}
