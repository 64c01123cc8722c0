import { addSparse, dotSparse, inverseOf, type Sparse, type Square } from './algebra.ts';

/** Everybody's items as a service knows them, certain or not. */
export interface Crowd {
  items: number;
  rows: readonly Sparse[];
  /** X X^T, shape [listeners, listeners]. */
  products: Square;
}

export function crowdOf(items: number, rows: readonly Sparse[]): Crowd {
  const n = rows.length;
  const products = new Float64Array(n * n);
  const dense = new Float64Array(items);
  rows.forEach((row, u) => {
    addSparse(dense, row);
    for (let v = u; v < n; v++) {
      const other = rows[v];
      if (other) products[u * n + v] = products[v * n + u] = dotSparse(dense, other);
    }
    dense.fill(0);
  });
  return { items, rows, products };
}

/**
 * EASE (Steck 2019) for fewer listeners than items: with K = X X^T + lambda I, the inverse of X^T X + lambda I is
 * (I - X^T K^-1 X) / lambda (Woodbury), so that only K is inverted.
 */
export class Ease {
  readonly #crowd: Crowd;
  /** K^-1 X, a row for each listener. */
  readonly #solved: readonly Float64Array[];
  readonly #lambda: number;
  /** Diagonal of the inverse. */
  readonly #diagonal: Float64Array;

  constructor(crowd: Crowd, lambda: number) {
    const { items, rows, products } = crowd;
    const n = rows.length;
    const shifted = products.slice();
    for (let u = 0; u < n; u++) shifted[u * n + u] = (shifted[u * n + u] ?? 0) + lambda;
    const inverse = inverseOf(shifted, n);
    if (!inverse) throw new Error('the products of the listeners are not positive');
    this.#crowd = crowd;
    this.#lambda = lambda;
    this.#solved = rows.map((_, u) => {
      const row = new Float64Array(items);
      rows.forEach((other, v) => {
        addSparse(row, other, inverse[u * n + v] ?? 0);
      });
      return row;
    });
    const explained = new Float64Array(items);
    rows.forEach(({ at, value }, u) => {
      const solved = this.#solved[u];
      at.forEach((item, i) => {
        explained[item] = (explained[item] ?? 0) + (value[i] ?? 0) * (solved?.[item] ?? 0);
      });
    });
    this.#diagonal = explained.map((part) => Math.max(1e-9, 1 - part) / lambda);
  }

  /** Scores for somebody who is not among the crowd. @param known what they are known by */
  scores(known: Sparse): Float64Array {
    const input = new Float64Array(this.#crowd.items);
    addSparse(input, known);
    return this.#scoresOf(input, this.#solve(known));
  }

  /**
   * The same for one of the crowd: the inverse times their row is theirs of K^-1 X.
   * @param more what they are known by besides their row
   */
  memberScores(member: number, more?: Sparse): Float64Array {
    const { items, rows } = this.#crowd;
    const input = new Float64Array(items);
    const row = rows[member];
    const own = this.#solved[member];
    if (!row || !own) throw new Error(`there is no member ${member}`);
    addSparse(input, row);
    if (!more) return this.#scoresOf(input, own);
    addSparse(input, more);
    const added = this.#solve(more);
    return this.#scoresOf(
      input,
      own.map((value, j) => value + (added[j] ?? 0))
    );
  }

  /** The inverse times a vector. */
  #solve(known: Sparse): Float64Array {
    const { items, rows } = this.#crowd;
    const input = new Float64Array(items);
    addSparse(input, known);
    const solved = input.slice();
    rows.forEach((row, v) => {
      const factor = dotSparse(input, row);
      const other = this.#solved[v];
      if (factor === 0 || !other) return;
      for (let j = 0; j < items; j++) solved[j] = (solved[j] ?? 0) - factor * (other[j] ?? 0);
    });
    return solved.map((value) => value / this.#lambda);
  }

  #scoresOf(input: Float64Array, solved: Float64Array): Float64Array {
    return input.map((x, j) => x - (solved[j] ?? 0) / (this.#diagonal[j] ?? 1));
  }
}
