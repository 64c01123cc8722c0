import { artistKeyOf, countedRows, type HeardSong, pastsOf, type Plays } from './heard.ts';

/** Loved: played at least so often, and among the tenth of the songs that were played most. */
const LEAST_PLAYS = 5;
const MOST_PLAYED = 0.1;
/** Long unheard: not for about four months before the last play of the history, ms. */
const UNHEARD = 120 * 24 * 60 * 60_000;

/**
 * Songs that were once loved and have long been left, the most played first. Time is told by the history's last play,
 * not by the clock: in an old export, everything would be long unheard.
 * @param excluded by row: 1 = kept out of taste
 * @param most songs that are returned
 */
export function onceLoved(plays: Plays, excluded: Uint8Array, most: number): HeardSong[] {
  const rows = countedRows(plays, excluded);
  const { counts, last } = pastsOf(plays, rows);
  const heard = counts.filter((count) => count > 0).sort();
  const often = Math.max(LEAST_PLAYS, heard[Math.ceil(heard.length * (1 - MOST_PLAYED)) - 1] ?? 0);
  const before = (plays.startedAt[rows.at(-1) ?? 0] ?? 0) - UNHEARD;
  return plays.songs
    .map((song, number) => ({
      song,
      artist: artistKeyOf(plays, number),
      plays: counts[number] ?? 0,
      lastPlayedAt: last[number] ?? 0
    }))
    .filter(({ plays: count, lastPlayedAt }) => count >= often && lastPlayedAt <= before)
    .sort((a, b) => b.plays - a.plays || a.lastPlayedAt - b.lastPlayedAt)
    .slice(0, most);
}
