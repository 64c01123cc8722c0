import { artistKeyOf, countedRows, type HeardSong, pastsOf, type Plays } from './heard.ts';

/** A pause that ends a sitting, ms. */
const SITTING = 30 * 60_000;
/** Plays in between, at most, for two songs to count as heard together. */
const REACH = 10;

export interface SimilarSong extends HeardSong {
  /** How often it was heard within ten plays of the other one, in one sitting. */
  together: number;
}

/**
 * Songs that the listener hears together with one: each time both come within ten plays in a sitting adds one over
 * their distance, and the sum is divided by the root of how often each is played (cosine), so that songs that are
 * played all the time do not go with everything.
 * @param key of the song
 * @param excluded by row: 1 = kept out of taste
 * @returns the closest first, at most `most`; none for a song that is not in the history
 */
export function songsLike(plays: Plays, excluded: Uint8Array, key: string, most: number): SimilarSong[] {
  const chosen = plays.songs.findIndex((song) => song.key === key);
  if (chosen < 0) return [];
  const rows = countedRows(plays, excluded);
  const { counts, last } = pastsOf(plays, rows);
  const closeness = new Float64Array(plays.songs.length);
  const together = new Uint32Array(plays.songs.length);
  for (let at = 0; at < rows.length; at++) {
    if (plays.song[rows[at] ?? 0] !== chosen) continue;
    for (const step of [-1, 1]) {
      for (let distance = 1; distance <= REACH; distance++) {
        const other = rows[at + step * distance];
        const nearer = rows[at + step * (distance - 1)];
        if (other === undefined || nearer === undefined) break;
        const pause = Math.abs((plays.startedAt[other] ?? 0) - (plays.startedAt[nearer] ?? 0));
        if (pause > SITTING) break;
        const song = plays.song[other] ?? 0;
        closeness[song] = (closeness[song] ?? 0) + 1 / distance;
        together[song] = (together[song] ?? 0) + 1;
      }
    }
  }
  const similarity = closeness.map(
    (sum, song) => sum / Math.sqrt(Math.max(1, (counts[chosen] ?? 0) * (counts[song] ?? 0)))
  );
  return Array.from(similarity.keys())
    .filter((song) => song !== chosen && (similarity[song] ?? 0) > 0)
    .sort((a, b) => (similarity[b] ?? 0) - (similarity[a] ?? 0) || a - b)
    .slice(0, most)
    .flatMap((number) => {
      const song = plays.songs[number];
      const heard = {
        artist: artistKeyOf(plays, number),
        plays: counts[number] ?? 0,
        lastPlayedAt: last[number] ?? 0,
        together: together[number] ?? 0
      };
      return song ? [{ song, ...heard }] : [];
    });
}
