import type { OwnFile } from '$lib/files/index.ts';
import { artistKey, songKey } from '$lib/history/index.ts';
import { type Group, LESS } from '$lib/player/index.ts';
import type { Verdicts } from '$lib/recommender/index.ts';

/**
 * The listener's files by artist, to be drawn from: every file as often as every other, but for artists of whom less is
 * wanted.
 */
export function fileGroups(
  files: readonly OwnFile[],
  { hidden, lessOf }: Pick<Verdicts, 'hidden' | 'lessOf'>
): Group[] {
  const wanted = files.filter(({ artist, title }) => !hidden.has(songKey(artist, title)));
  const byArtist = new Map<string, string[]>();
  for (const { artist, id } of wanted) {
    const key = artistKey(artist);
    byArtist.set(key, [...(byArtist.get(key) ?? []), id]);
  }
  return [...byArtist].map(([key, pieces]) => ({
    pieces,
    weight: pieces.length * (lessOf.has(key) ? LESS : 1)
  }));
}
