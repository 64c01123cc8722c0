import { allPieces, FAMILIES, FAMILY_IDS, type FamilyId } from '$lib/catalogue/index.ts';
import { artistKey, songKey } from '$lib/history/index.ts';
import { NO_PAST, type Pasts } from '$lib/player/index.ts';
import type { Verdicts } from '$lib/recommender/index.ts';
import type { ArtistPlays } from '../../../workers/history/taste.ts';

export const NO_PASTS: Pasts = new Map();

/** Keys in the history, where families are artists and pieces songs. */
export const FAMILY_KEYS = FAMILY_IDS.map(keyOf);
const PIECES = new Map(
  allPieces().map(({ id, family, title }) => [songKey(FAMILIES[family].name, title), { id, family }])
);

/** What the history and the listener's words say of the families. @param heard by key; undefined while unknown */
export function pastsOf(
  heard: ReadonlyMap<string, ArtistPlays> | undefined,
  { liked, lessOf }: Pick<Verdicts, 'liked' | 'lessOf'>
): Pasts {
  const likes = [...liked].map((key) => PIECES.get(key)?.family);
  return new Map(
    FAMILY_IDS.map((family) => {
      const { plays: played, skips: skipped } = heard?.get(keyOf(family)) ?? { plays: 0, skips: 0 };
      const count = likes.filter((other) => other === family).length;
      return [family, { played, skipped, liked: count, less: lessOf.has(keyOf(family)) }];
    })
  );
}

/** Whether something speaks for or against a family that did not before. That one was played is nothing of the kind. */
export function judgesOtherwise(before: Pasts, after: Pasts): boolean {
  return FAMILY_IDS.some((family) => {
    const [a, b] = [before.get(family) ?? NO_PAST, after.get(family) ?? NO_PAST];
    return a.skipped !== b.skipped || a.liked !== b.liked || a.less !== b.less;
  });
}

/** Ids of the pieces that are to be heard no more, or not now. @param hidden keys of songs */
export function piecesAmong(hidden: Iterable<string>): ReadonlySet<string> {
  return new Set([...hidden].flatMap((key) => PIECES.get(key)?.id ?? []));
}

function keyOf(family: FamilyId): string {
  return artistKey(FAMILIES[family].name);
}
