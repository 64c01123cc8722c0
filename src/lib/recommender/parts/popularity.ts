import type { Part } from './part.ts';

/** Time after which a play counts half, ms. */
const HALF_LIFE = 30 * 24 * 60 * 60_000;

/** What is heard most by everyone in these weeks, or where there is one listener: by them. */
export const popularity: Part = {
  id: 'popularity',
  fit({ log }) {
    const counts = new Float32Array(log.items);
    const end = log.at.reduce((latest, at) => Math.max(latest, at), 0);
    log.item.forEach((item, play) => {
      counts[item] = (counts[item] ?? 0) + 2 ** (((log.at[play] ?? 0) - end) / HALF_LIFE);
    });
    return {
      score(_, __, row) {
        row.set(counts);
      }
    };
  }
};
