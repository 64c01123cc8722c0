import type { Part } from './part.ts';

/** Plays that a song needs before what follows it is taken at its word. */
const DOUBT = 2;

/** What comes directly after the song that is on: a Markov chain of the first order, in doubt towards zero. */
export const transitions: Part = {
  id: 'transitions',
  fit(knowledge) {
    const { starts, columns, values, totals } = knowledge.successors;
    return {
      score(past, _, row) {
        const item = past.items.at(-1) ?? -1;
        const weight = 1 / ((totals[item] ?? 0) + DOUBT);
        for (let k = starts[item] ?? 0; k < (starts[item + 1] ?? 0); k++) {
          row[columns[k] ?? 0] = weight * (values[k] ?? 0);
        }
      }
    };
  }
};
