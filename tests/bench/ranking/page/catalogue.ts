import type { Catalogue, Ranking } from '../../../../src/lib/compute/ranking/index.ts';
import { type SeededRandom, seededRandom } from '../../../../src/lib/random/index.ts';

const WIDTH = 64;
const TOP = 100;
/** How many of the best are compared with float64. */
const COMPARED = 20;
const QUERIES = 50;
const WARM_UP = 20;

export interface CatalogueFigures {
  /** By rung: times of one query (scores and top 100), ms. */
  times: Record<string, number[]>;
  /** By rung: of each query, how many of the top 20 are in float64's top 20. */
  overlaps: Record<string, number[]>;
}

/** Times each rung on the same vectors and queries, one after the other within each round, in turning order. */
export function measureCatalogue(
  wasm: Ranking,
  cpu: Ranking,
  items: number,
  rounds: number
): CatalogueFigures {
  const random = seededRandom(items);
  const vectors = Float32Array.from({ length: items * WIDTH }, () => normal(random));
  const queries = Array.from({ length: QUERIES }, () =>
    Float32Array.from({ length: WIDTH }, () => normal(random))
  );
  const rungs: [string, Catalogue][] = [
    ['wasm', wasm.catalogue(vectors, WIDTH, 'f32')],
    ['wasm-int8', wasm.catalogue(vectors, WIDTH, 'int8')],
    ['cpu', cpu.catalogue(vectors, WIDTH, 'f32')]
  ];
  const times: Record<string, number[]> = Object.fromEntries(rungs.map(([rung]) => [rung, []]));
  for (let round = -WARM_UP; round < rounds; round++) {
    const query = queries[(round + WARM_UP) % QUERIES];
    for (let turn = 0; turn < rungs.length; turn++) {
      const [rung, catalogue] = rungs[(turn + round + WARM_UP) % rungs.length] ?? [];
      if (!query || !rung || !catalogue) throw new Error('no such rung');
      const startedAt = performance.now();
      catalogue.top(query, TOP);
      const ms = performance.now() - startedAt;
      if (round >= 0) times[rung]?.push(ms);
    }
  }
  const overlaps = Object.fromEntries(rungs.map(([rung]): [string, number[]] => [rung, []]));
  for (const query of queries) {
    const best = exactTop(vectors, items, query, COMPARED);
    for (const [rung, catalogue] of rungs) {
      const { items: found } = catalogue.top(query, COMPARED);
      overlaps[rung]?.push(found.filter((item) => best.has(item)).length);
    }
  }
  return { times, overlaps };
}

/** The best by float64. @param vectors shape [items, width], with the query's width */
export function exactTop(
  vectors: Float32Array,
  items: number,
  query: Float32Array,
  count: number
): Set<number> {
  const width = query.length;
  const scores = Float64Array.from({ length: items }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += (vectors[i * width + j] ?? 0) * (query[j] ?? 0);
    return sum;
  });
  const order = Int32Array.from(scores, (_, i) => i);
  return new Set(order.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b).subarray(0, count));
}

/** Standard normal (Box-Muller). */
function normal(random: SeededRandom): number {
  return Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
}
