import type { ItemGram, Plays, PlayWindow } from '../../../../src/lib/compute/index.ts';
import { seededRandom } from '../../../../src/lib/random/index.ts';
import { type Dense, zeros } from './dense.ts';

/** Sessions of a few plays, each mostly among neighbouring items, low ones more often. */
export function inventPlays(items: number, count: number, seed: number): Plays {
  const random = seededRandom(seed);
  const item = new Int32Array(count);
  const session = new Int32Array(count);
  let taste = 0;
  let current = 0;
  for (let t = 0; t < count; t++) {
    if (random.uniform() < 0.1) {
      current++;
      taste = Math.floor(items * random.uniform() ** 2);
    }
    session[t] = current;
    item[t] = random.uniform() < 0.3 ? random.below(items) : (taste + random.below(8)) % items;
  }
  return { item, session };
}

/** G by its definition: every ordered pair of plays. */
export function bruteForceGram(items: number, window: PlayWindow, { item, session }: Plays): Dense {
  const gram = zeros(items);
  // Where a session number comes back later, it is another session.
  const runs = Array.from(item, (_, t) => t).map((t) => {
    let start = t;
    while (start > 0 && session[start - 1] === session[t]) start--;
    return start;
  });
  item.forEach((i, s) => {
    item.forEach((j, t) => {
      const row = gram[i];
      if (row && runs[s] === runs[t]) row[j] = (row[j] ?? 0) + (window[Math.abs(s - t)] ?? 0);
    });
  });
  return gram;
}

export function toDense(gram: ItemGram): Dense {
  const dense = zeros(gram.items);
  dense.forEach((row, i) => {
    const { columns, values } = gram.row(i);
    columns.forEach((j, k) => (row[j] = values[k] ?? NaN));
    row[i] = gram.diagonal[i] ?? NaN;
  });
  return dense;
}
