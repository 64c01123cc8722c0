import type { Part } from './part.ts';

/** Components of the solution below this share of the largest one are left out. */
const LEAST = 0.005;

/**
 * Ridge regression of the next play on the fading plays before it: scores = x (X'X + lambda I)^-1 X'Y. The Gram matrix
 * of the item-item part is X'X up to a factor, so that its solution serves here too; X'Y counts what follows what.
 */
export const nextSong: Part = {
  id: 'next-song',
  fit({ inverse, followers, tempo }) {
    const { starts, columns, values } = followers;
    return {
      score(past, _, row) {
        const { solution } = inverse.solve(past, tempo.nextMemory);
        let largest = 0;
        for (const value of solution) largest = Math.max(largest, Math.abs(value));
        for (let i = 0; i < solution.length; i++) {
          const weight = solution[i] ?? 0;
          if (Math.abs(weight) < LEAST * largest) continue;
          for (let k = starts[i] ?? 0; k < (starts[i + 1] ?? 0); k++) {
            const j = columns[k] ?? 0;
            row[j] = (row[j] ?? 0) + weight * (values[k] ?? 0);
          }
        }
        for (let j = 0; j < row.length; j++) row[j] = Math.max(0, row[j] ?? 0);
      }
    };
  }
};
