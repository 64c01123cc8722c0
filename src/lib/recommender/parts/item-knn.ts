import type { Part } from './part.ts';

/** Half-lives that are looked back on. */
const BACK = 8;

/** Item-kNN: songs by the cosine of being heard together with what was on last (Sarwar et al., WWW 2001). */
export const itemKnn: Part = {
  id: 'item-knn',
  fit({ gram, tempo }) {
    return {
      score(past, _, row) {
        for (let back = 0; back < Math.min(BACK * tempo.itemMemory, past.length); back++) {
          const item = past.items[past.length - 1 - back] ?? 0;
          const own = gram.diagonal[item] ?? 0;
          const { columns, values } = gram.row(item);
          columns.forEach((other, k) => {
            const cosine = (values[k] ?? 0) / Math.sqrt(own * (gram.diagonal[other] ?? 0));
            row[other] = (row[other] ?? 0) + 2 ** (-back / tempo.itemMemory) * cosine;
          });
        }
      }
    };
  }
};
