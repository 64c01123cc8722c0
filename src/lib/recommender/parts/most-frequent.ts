import { playCounts, type PlaySequence } from '../sequence.ts';
import { rowByRow, type Part } from './part.ts';

/** What was heard most comes first. */
export function mostFrequent(sequence: PlaySequence): Part {
  return {
    id: 'most-frequent',
    score: rowByRow(sequence.songs, ({ known }, row) => {
      row.set(playCounts(sequence, known));
    })
  };
}
