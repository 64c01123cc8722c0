/** Anything that is by an artist. */
interface ByArtist {
  artist: string;
}

/**
 * The songs that take the first places of a list.
 *
 * They are the best set among all that leave a list possible in which no artist comes twice in a row: at most every
 * second one of them is by the same artist, and no artist keeps more than every second place of the rest. Which sets
 * these are depends on the artists alone. So whatever a weight gives to the songs, its best set has the most of it:
 * that makes the slider towards new monotone.
 * @param ranked best first
 * @param fixed songs that belong to the first ones in any case
 * @param size how many, `fixed` included
 */
export function headOf<T extends ByArtist>(
  ranked: readonly T[],
  fixed: readonly T[],
  size: number
): ReadonlySet<T> {
  const all = ranked.length + fixed.length;
  const most = Math.ceil(Math.min(size, all) / 2);
  const left = Math.ceil(Math.max(0, all - size) / 2);
  const totals = countArtists([...ranked, ...fixed]);
  const counts = countArtists(fixed);
  const head = new Set(fixed);
  const take = (songs: readonly T[], limit: (artist: string) => number) => {
    for (const song of songs) {
      const count = counts.get(song.artist) ?? 0;
      if (head.size >= size || head.has(song) || count >= limit(song.artist)) continue;
      head.add(song);
      counts.set(song.artist, count + 1);
    }
  };
  // An artist with more songs than the rest could take apart from each other has to begin here.
  take(ranked, (artist) => Math.min(most, (totals.get(artist) ?? 0) - left));
  take(ranked, () => most);
  take(ranked, () => Infinity);
  return head;
}

/**
 * Moves songs back as little as needed so that no artist comes twice in a row, where that is possible; the song after
 * the last one, if there is one, is by the artist `after`.
 * @param before artist of the song before the first one
 */
export function spread<T extends ByArtist>(songs: readonly T[], before?: string, after?: string): T[] {
  const rest = [...songs];
  const counts = countArtists(rest);
  const spreaded: T[] = [];
  let last = before;
  while (rest.length > 0) {
    const fits = rest.findIndex(
      ({ artist }) => artist !== last && isPossible(without(counts, artist), rest.length - 1, artist, after)
    );
    // Where it is not possible, the best that is by another artist; else the best.
    const at =
      fits >= 0
        ? fits
        : Math.max(
            0,
            rest.findIndex(({ artist }) => artist !== last)
          );
    for (const song of rest.splice(at, 1)) {
      counts.set(song.artist, (counts.get(song.artist) ?? 1) - 1);
      spreaded.push(song);
      last = song.artist;
    }
  }
  return spreaded;
}

/** The artist with whom a list must begin, if it is to hold no artist twice in a row. */
export function forcedStart(songs: readonly ByArtist[]): string | undefined {
  for (const [artist, count] of countArtists(songs)) if (2 * count > songs.length) return artist;
  return undefined;
}

/** Whether so many songs of each artist can stand between `before` and `after` without two in a row. */
function isPossible(
  counts: ReadonlyMap<string, number>,
  songs: number,
  before: string,
  after: string | undefined
): boolean {
  if (songs === 0) return before !== after;
  for (const [artist, count] of counts) {
    const closedEnds = Number(artist === before) + Number(artist === after);
    if (count > Math.floor((songs + 1 - closedEnds) / 2)) return false;
  }
  return true;
}

function without(counts: ReadonlyMap<string, number>, artist: string): Map<string, number> {
  return new Map(counts).set(artist, (counts.get(artist) ?? 1) - 1);
}

function countArtists(songs: readonly ByArtist[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { artist } of songs) counts.set(artist, (counts.get(artist) ?? 0) + 1);
  return counts;
}
