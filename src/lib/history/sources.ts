const SECOND = 1000;
const MINUTE = 60 * SECOND;

interface SourceFacts {
  readonly name: string;
  /** Times are cut to a whole number of these, ms. */
  readonly resolution: number;
}

/**
 * Where a play can come from. The position of an entry is what is stored, so only ever append. Shapes of one service
 * whose times agree to the second are one source; a shape with coarser times is a source of its own, so that its
 * plays are matched with the others by tolerance and not as equals.
 */
const FACTS = [
  { name: 'sample', resolution: 1 },
  { name: 'spotify-extended', resolution: SECOND },
  { name: 'spotify-account', resolution: MINUTE },
  { name: 'lastfm', resolution: SECOND },
  { name: 'lastfm-to-csv', resolution: MINUTE },
  { name: 'librefm', resolution: SECOND },
  { name: 'listenbrainz', resolution: SECOND },
  { name: 'apple-music', resolution: SECOND },
  { name: 'youtube-music', resolution: SECOND },
  { name: 'youtube-music-html', resolution: SECOND },
  { name: 'deezer', resolution: SECOND },
  { name: 'tidal', resolution: MINUTE },
  { name: 'rockbox', resolution: SECOND },
  { name: 'maloja', resolution: SECOND },
  { name: 'koito', resolution: SECOND },
  { name: 'pano-scrobbler', resolution: SECOND },
  // What the app itself has played.
  { name: 'earshot', resolution: 1 }
] as const satisfies readonly SourceFacts[];

export type Source = (typeof FACTS)[number]['name'];

/** In the order of their stored numbers. */
export const SOURCES: readonly Source[] = FACTS.map(({ name }) => name);

/** The coarsest of all resolutions, ms. */
export const MAX_RESOLUTION = Math.max(...FACTS.map(({ resolution }) => resolution));

/** @param source its stored number. @returns ms. */
export function resolutionOf(source: number): number {
  return FACTS[source]?.resolution ?? SECOND;
}
