import type { Moment, PlaySequence } from '../sequence.ts';
import { rowByRow, type Part } from './part.ts';

/**
 * ACT-R base-level activation, B_i = ln(sum over past plays j of (t - t_j)^-d) with the usual decay d = 0.5
 * (Anderson and Schooler 1991; for music: Reiter-Haas et al., RecSys 2021): what was heard often and lately.
 * The unit of time only shifts B, so it does not change the order.
 */
export function baseLevel(sequence: PlaySequence): Part {
  return {
    id: 'base-level',
    score: rowByRow(sequence.songs, (moment, row) => {
      row.set(baseLevelAt(sequence, moment));
    })
  };
}

/** B of every song at a moment, time in seconds; -Infinity where a song was not heard before. */
export function baseLevelAt({ song, at, songs }: PlaySequence, moment: Moment): Float64Array {
  const sums = new Float64Array(songs);
  for (let i = 0; i < moment.known; i++) {
    // A play of this very second would have infinite activation.
    const seconds = Math.max(1, (moment.at - (at[i] ?? 0)) / 1000);
    const played = song[i] ?? 0;
    sums[played] = (sums[played] ?? 0) + 1 / Math.sqrt(seconds);
  }
  return sums.map(Math.log);
}
