import { FAMILY_IDS, type FamilyId, pieceOf, SEEDS } from '../catalogue/index.ts';
import { mix, seededRandom, type SeededRandom } from '../random/index.ts';

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
const LESS = 0.2;

/**
 * How often a family is drawn, compared with one of which nothing is known (1): everybody begins equal, what is skipped
 * comes less often but never disappears, what is liked comes more often.
 */
export function weightOf({ played, skipped, liked, less }: FamilyPast): number {
  const heard = (1 + played) / (1 + played + SKIP_WEIGHS * skipped);
  return heard * (1 + LIKE_LIFTS * Math.min(MOST_LIKES, liked)) * (less ? LESS : 1);
}

export interface DrawWishes {
  pasts: Pasts;
  /** Pieces that the recommender has in its list, best first. */
  recommended: readonly string[];
  /** Pieces that must not come: in the queue already, just played, or hidden. */
  without: ReadonlySet<string>;
  /** Equal seeds give equal pieces. */
  seed: number;
  count: number;
}

/**
 * What goes on where the listener's queue ends: in turns a piece that the recommender has in its list, which the
 * listener knows, and one drawn from the families by `weightOf`, no family twice in a row where that can be avoided.
 */
export function drawPieces({ pasts, recommended, without, seed, count }: DrawWishes): string[] {
  const random = seededRandom(mix(seed));
  const families = FAMILY_IDS.map((family) => ({ family, pieces: piecesOf(family) }));
  const taken = new Set(without);
  const known = recommended.filter((id) => !taken.has(id));
  const drawn: string[] = [];
  let former: FamilyId | undefined;
  while (drawn.length < count) {
    const fromList = drawn.length % 2 === 0 ? known.shift() : undefined;
    const id = fromList ?? drawOne(random, families, { pasts, taken, former });
    if (id === undefined) break;
    if (taken.has(id)) continue;
    taken.add(id);
    drawn.push(id);
    former = familyOf(id);
  }
  return drawn;
}

interface Left {
  pasts: Pasts;
  taken: ReadonlySet<string>;
  former: FamilyId | undefined;
}

function drawOne(
  random: SeededRandom,
  families: readonly { family: FamilyId; pieces: readonly string[] }[],
  { pasts, taken, former }: Left
): string | undefined {
  const left = families.map(({ family, pieces }) => ({
    family,
    pieces: pieces.filter((id) => !taken.has(id))
  }));
  const some = left.filter(({ pieces }) => pieces.length > 0);
  const others = some.filter(({ family }) => family !== former);
  const choices = others.length > 0 ? others : some;
  const weights = choices.map(({ family }) => weightOf(pasts.get(family) ?? NO_PAST));
  let at = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  const chosen = choices.find((_, i) => (at -= weights[i] ?? 0) < 0) ?? choices.at(-1);
  return chosen?.pieces[random.below(chosen.pieces.length)];
}

function piecesOf(family: FamilyId): string[] {
  return Array.from({ length: SEEDS }, (_, i) => pieceOf(family, i + 1).id);
}

function familyOf(id: string): FamilyId | undefined {
  return FAMILY_IDS.find((family) => id.startsWith(`${family}-`));
}
