import { lastPlays, type PlaySequence } from '../sequence.ts';
import { rowByRow, type Part } from './part.ts';

/** What was heard last comes first. */
export function mostRecent(sequence: PlaySequence): Part {
  return {
    id: 'most-recent',
    score: rowByRow(sequence.songs, ({ known }, row) => {
      row.set(lastPlays(sequence, known));
    })
  };
}
