import { mix, seededRandom, type SeededRandom } from '../random/index.ts';

/** What is much alike: a family of the catalogue, or the listener's files by one artist. */
export interface Group {
  pieces: readonly string[];
  /** How often it is drawn, compared with the others. */
  weight: number;
}

export interface DrawWishes {
  /** No piece stands in two of them. */
  groups: readonly Group[];
  /** Pieces that the recommender has in its list, best first. */
  recommended: readonly string[];
  /** Pieces that must not come: in the queue already, just played, or hidden. */
  without: ReadonlySet<string>;
  /** The piece before them, if there is one. */
  after: string | undefined;
  /** Equal seeds give equal pieces. */
  seed: number;
  count: number;
}

/**
 * What goes on where the listener's queue ends: in turns a piece that the recommender has in its list, which the
 * listener knows, and one drawn from the groups by weight, no group twice in a row where that can be avoided. What is in
 * the list of a group of little weight is passed over as often as that group is.
 */
export function drawPieces({ groups, recommended, without, after, seed, count }: DrawWishes): string[] {
  const random = seededRandom(mix(seed));
  const groupOf = new Map(groups.flatMap((group) => group.pieces.map((piece) => [piece, group] as const)));
  const taken = new Set(without);
  const known = recommended.filter((piece) => {
    const { weight = 0 } = groupOf.get(piece) ?? {};
    return !taken.has(piece) && random.uniform() < weight;
  });
  const drawn: string[] = [];
  let former = after === undefined ? undefined : groupOf.get(after);
  let wasListed = after !== undefined && recommended.includes(after);
  while (drawn.length < count) {
    const listed = wasListed
      ? undefined
      : known.find((piece) => !taken.has(piece) && groupOf.get(piece) !== former);
    const piece = listed ?? drawOne(random, groups, taken, former);
    if (piece === undefined) break;
    taken.add(piece);
    drawn.push(piece);
    former = groupOf.get(piece);
    wasListed = listed !== undefined;
  }
  return drawn;
}

function drawOne(
  random: SeededRandom,
  groups: readonly Group[],
  taken: ReadonlySet<string>,
  former: Group | undefined
): string | undefined {
  const left = groups.map((group) => ({ group, pieces: group.pieces.filter((piece) => !taken.has(piece)) }));
  const some = left.filter(({ pieces }) => pieces.length > 0);
  const others = some.filter(({ group }) => group !== former);
  const choices = others.length > 0 ? others : some;
  let at = random.uniform() * choices.reduce((sum, { group }) => sum + group.weight, 0);
  const chosen = choices.find(({ group }) => (at -= group.weight) < 0) ?? choices.at(-1);
  return chosen?.pieces[random.below(chosen.pieces.length)];
}
