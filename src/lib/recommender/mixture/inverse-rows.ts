import { estimateInverseDiagonal, type ItemGram } from '../../compute/index.ts';
import { seededRandom } from '../../random/index.ts';
import type { Past } from './past.ts';

/** Solves that are done together, and how close they come. Closer changes no digit of a figure that is shown. */
const TOGETHER = 8;
const TOLERANCE = 1e-2;
const PROBES = 64;
/** Half-lives that are looked back on, and what plays of earlier sessions count. */
const BACK = 8;
const EARLIER = 0.3;

/**
 * Rows of P = (G + lambda I)^-1, solved when they are first asked for: a listener needs those of the songs that they
 * played, never the whole inverse. With a row come those of the songs most heard with it, as they are likely next.
 */
export class InverseRows {
  /** P[j, j] of every song. */
  readonly diagonal: Float64Array;
  readonly #rows = new Map<number, Float32Array>();
  readonly #solution: Float64Array;

  constructor(
    private readonly gram: ItemGram,
    private readonly lambda: number
  ) {
    this.#solution = new Float64Array(gram.items);
    const random = seededRandom(gram.items);
    this.diagonal = estimateInverseDiagonal(gram, {
      lambda,
      probes: PROBES,
      random: () => random.uniform(),
      tolerance: TOLERANCE
    }).diagonal;
  }

  /** Of the rows that were solved so far. */
  get bytes(): number {
    return 4 * this.gram.items * this.#rows.size;
  }

  /**
   * P x for what a listener heard last: x[i] = sum over the latest plays of i, `back` plays ago, of
   * 2^(-back / halfLife), a play of an earlier session by the factor `EARLIER`.
   * @returns x by item, and P x, which the next call overwrites
   */
  solve(past: Past, halfLife: number): { heard: Map<number, number>; solution: Float64Array } {
    const heard = new Map<number, number>();
    for (let back = 0; back < Math.min(past.length, BACK * halfLife); back++) {
      const position = past.length - 1 - back;
      const item = past.items[position] ?? 0;
      const weight = 2 ** (-back / halfLife) * (position < past.sessionStart ? EARLIER : 1);
      heard.set(item, (heard.get(item) ?? 0) + weight);
    }
    const solution = this.#solution.fill(0);
    for (const [item, weight] of heard) {
      const row = this.row(item);
      for (let j = 0; j < solution.length; j++) solution[j] = (solution[j] ?? 0) + weight * (row[j] ?? 0);
    }
    return { heard, solution };
  }

  /** shape [items]. Not to be written to. */
  row(item: number): Float32Array {
    const known = this.#rows.get(item);
    if (known) return known;
    const wanted = [item, ...this.#neighbours(item)];
    const { lambda } = this;
    const rows = this.gram.inverseRows(wanted, { lambda, tolerance: TOLERANCE });
    wanted.forEach((one, k) => {
      const row = rows[k];
      if (row) this.#rows.set(one, row);
    });
    return this.row(item);
  }

  #neighbours(item: number): number[] {
    const { columns, values } = this.gram.row(item);
    return Array.from(columns.keys())
      .filter((k) => !this.#rows.has(columns[k] ?? 0))
      .sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0))
      .slice(0, TOGETHER - 1)
      .map((k) => columns[k] ?? 0);
  }
}
