import type { Part } from './part.ts';

/** EASE (Steck, WWW 2019) on plays that fade with their distance, solved for what this listener heard last. */
export const itemItem: Part = {
  id: 'item-item',
  fit({ inverse, tempo }) {
    return {
      score(past, _, row) {
        const { heard, solution } = inverse.solve(past, tempo.itemMemory);
        for (let j = 0; j < row.length; j++)
          row[j] = Math.max(0, -(solution[j] ?? 0) / (inverse.diagonal[j] ?? 1));
        for (const [item, weight] of heard) {
          row[item] = Math.max(0, weight - (solution[item] ?? 0) / (inverse.diagonal[item] ?? 1));
        }
      }
    };
  }
};
