import { FAMILY_IDS, type FamilyId, pieceOf, SEEDS } from '../catalogue/index.ts';
import type { Group } from './draw.ts';

/** What the listener has made of a family so far. */
export interface FamilyPast {
  /** Pieces heard for 30 seconds or more, and fewer. */
  played: number;
  skipped: number;
  liked: number;
  /** Asked for less of it. */
  less: boolean;
}

export type Pasts = ReadonlyMap<FamilyId, FamilyPast>;

export const NO_PAST: FamilyPast = { played: 0, skipped: 0, liked: 0, less: false };

/** A skip tells more than a piece that simply went on. */
const SKIP_WEIGHS = 2;
const LIKE_LIFTS = 0.5;
const MOST_LIKES = 4;
/** What somebody asked for less of, compared with what it would be. */
export const LESS = 0.2;

/**
 * How often a family is drawn, compared with one of which nothing is known (1): everybody begins equal, what is skipped
 * comes less often but never disappears, what is liked comes more often.
 */
export function weightOf({ played, skipped, liked, less }: FamilyPast): number {
  const heard = (1 + played) / (1 + played + SKIP_WEIGHS * skipped);
  return heard * (1 + LIKE_LIFTS * Math.min(MOST_LIKES, liked)) * (less ? LESS : 1);
}

/** The whole catalogue, to be drawn from. */
export function familyGroups(pasts: Pasts): Group[] {
  return FAMILY_IDS.map((family) => ({
    pieces: Array.from({ length: SEEDS }, (_, i) => pieceOf(family, i + 1).id),
    weight: weightOf(pasts.get(family) ?? NO_PAST)
  }));
}
