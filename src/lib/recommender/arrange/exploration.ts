/** One place in so many is given to a song of which the recommender is less certain. */
export const EXPLORE_EVERY = 8;

/**
 * The songs that are tried on a day: from the second half of the recommender's own list, one for every
 * `EXPLORE_EVERY` places, the same ones all day whatever else changes.
 * @param places songs that are to be listed
 * @param halfway first place of the second half
 */
export function explorersOf<T extends { place: number; song: { key: string } }>(
  songs: readonly T[],
  { places, halfway, day }: { places: number; halfway: number; day: number }
): T[] {
  const drawn = songs
    .filter(({ place }) => place >= halfway)
    .map((song) => ({ song, draw: drawOf(`${day} ${song.song.key}`) }))
    .sort((a, b) => a.draw - b.draw || a.song.place - b.song.place);
  return drawn.slice(0, Math.floor(places / EXPLORE_EVERY)).map(({ song }) => song);
}

/** Puts the explorers at every eighth place of a list. @param from place of the list's first song */
export function withExplorers<T>(songs: readonly T[], explorers: readonly T[], from: number): T[] {
  const list = [...songs];
  let place = EXPLORE_EVERY - 1 - (from % EXPLORE_EVERY);
  for (const explorer of explorers) {
    list.splice(place, 0, explorer);
    place += EXPLORE_EVERY;
  }
  return list;
}

/** A number from a text, spread evenly enough to draw lots by it (FNV-1a, 32 bits). */
export function drawOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
