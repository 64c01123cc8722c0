/**
 * A sparse symmetric matrix, rows apart so that each can grow (compressed rows with slack): row i has `lengths[i]`
 * entries from entry `starts[i]` on, columns rising, off the diagonal. Column and value of entry e are
 * `columns[2 e]` and `values[2 e + 1]`, two views of one area.
 */
export interface GramViews {
  readonly starts: Int32Array<ArrayBuffer>;
  readonly lengths: Int32Array<ArrayBuffer>;
  readonly columns: Int32Array<ArrayBuffer>;
  readonly values: Float32Array<ArrayBuffer>;
}

/** Where a matrix lies and is solved with. */
export interface GramMemory {
  /** Read anew after `reserve`. */
  readonly views: GramViews;
  /** Makes room for `entries` in all. */
  reserve(entries: number): void;
  /**
   * Conjugate gradients, see `assembly/solve.ts`.
   * @param diagonal of the matrix to solve with, shape [n]
   * @param b shape [n]
   * @param y shape [n]: the start, overwritten by the solution
   */
  solve(
    diagonal: Float64Array,
    b: Float64Array,
    y: Float64Array,
    tolerance: number,
    most: number
  ): { iterations: number; residual: number };
  /**
   * The same from zeros for the columns of the unit matrix with these numbers; each has the bits that `solve` gives.
   * @param items at most 8
   * @param take called with each solution in turn, which is overwritten afterwards
   */
  solveUnits(
    diagonal: Float64Array,
    items: readonly number[],
    tolerance: number,
    most: number,
    take: (solution: Float64Array) => void
  ): void;
  /** out = (rows + diagonal) v */
  multiply(diagonal: Float64Array, v: Float64Array, out: Float64Array): void;
}
