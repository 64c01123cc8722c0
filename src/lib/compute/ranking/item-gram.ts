import type { GramMemory } from './gram-memory.ts';
import { buildRows, selfWeight, type Plays } from './gram-rows.ts';
import { SparseRows } from './sparse-rows.ts';
import type { PlayWindow } from './window.ts';

export interface SolveOptions {
  /** Added to the diagonal; positive. */
  lambda: number;
  /** Of ||x - (G + lambda I) y|| / ||x||, at which it stops. Default: 1e-6. */
  tolerance?: number;
  /** Iterations at most; each costs one product with the matrix. Default: 200. */
  most?: number;
  /** Where to start, e.g. the solution before the last play. Default: zeros. */
  start?: Float64Array;
}

export interface Solution {
  /** (G + lambda I)^-1 x, shape [items]. */
  y: Float64Array<ArrayBuffer>;
  /** ||x - (G + lambda I) y|| / ||x||, computed anew at the end; above the tolerance if `most` was too few. */
  residual: number;
  iterations: number;
}

/**
 * Which items are heard together: G[i, j] = sum of window[|s - t|] over all ordered pairs of plays s, t of one
 * session (s = t too) with item i at s and item j at t. Symmetric and, for the windows of `window.ts`, positive
 * semidefinite: with the sliding window it is X' X / length, X the counts of items in every window.
 */
export class ItemGram {
  readonly items: number;
  /** G[i, i], shape [items]. Not to be written to. */
  readonly diagonal: Float64Array<ArrayBuffer>;
  readonly #window: PlayWindow;
  readonly #memory: GramMemory;
  readonly #rows: SparseRows;
  /** Items of the current session, the last one first, as many as a window reaches back. */
  readonly #recent: number[] = [];
  #session: number | undefined;

  /**
   * @param items how many there may be: one without plays has an empty row, which costs next to nothing
   * @param plays to start with
   */
  constructor(open: (n: number) => GramMemory, items: number, window: PlayWindow, plays: Plays) {
    if (!Number.isSafeInteger(items) || items < 0) throw new RangeError('items must be a whole number');
    if (!(window.length > 0 && window.every(isFloat32))) {
      throw new RangeError('the weights of a window must be positive as float32');
    }
    if (plays.item.length !== plays.session.length)
      throw new RangeError('every play has an item and a session');
    this.items = items;
    this.#window = window;
    plays.item.forEach((item) => {
      this.#checkItem(item);
    });
    this.diagonal = new Float64Array(items);
    this.#memory = open(items);
    this.#rows = new SparseRows(this.#memory, items);
    buildRows(this.#rows, this.diagonal, window, plays);
    for (let t = Math.max(0, plays.item.length - window.length); t < plays.item.length; t++) {
      this.#remember(plays.item[t] ?? 0, plays.session[t] ?? 0);
    }
  }

  /** Entries off the diagonal. */
  get entries(): number {
    return this.#rows.count;
  }

  /** Row i off the diagonal: columns, rising, and values. */
  row(i: number): { columns: Int32Array<ArrayBuffer>; values: Float32Array<ArrayBuffer> } {
    this.#checkItem(i);
    return this.#rows.row(i);
  }

  /**
   * Adds the latest play.
   * @param session one that differs from the play's before it starts anew
   */
  add(item: number, session: number): void {
    this.#checkItem(item);
    const { diagonal } = this;
    this.#remember(item, session);
    this.#recent.forEach((other, apart) => {
      if (other === item) {
        diagonal[item] = (diagonal[item] ?? 0) + selfWeight(this.#window, apart);
        return;
      }
      const weight = this.#window[apart] ?? 0;
      this.#rows.add(item, other, weight);
      this.#rows.add(other, item, weight);
    });
  }

  /**
   * Solves (G + lambda I) y = x by conjugate gradients.
   * @param x shape [items]
   * @throws RangeError when a number is not finite or lambda is not positive
   */
  solve(x: Float64Array, { lambda, tolerance = 1e-6, most = 200, start }: SolveOptions): Solution {
    if (!(lambda > 0 && lambda < Infinity)) throw new RangeError('lambda must be positive');
    if (!(tolerance >= 0)) throw new RangeError('the tolerance must not be negative');
    const y = start ? start.slice() : new Float64Array(this.items);
    this.#checkVector(x);
    this.#checkVector(y);
    const shifted = this.diagonal.map((value) => value + lambda);
    const { iterations, residual } = this.#memory.solve(shifted, x, y, tolerance, most);
    if (!Number.isFinite(residual)) throw new RangeError('the vectors are too large for float64');
    return { y, residual, iterations };
  }

  /**
   * Rows of (G + lambda I)^-1, eight at a time: several times faster than one by one, with the same bits.
   * @returns float32, shape [rows.length][items]
   */
  inverseRows(
    rows: readonly number[],
    { lambda, tolerance = 1e-6, most = 200 }: Omit<SolveOptions, 'start'>
  ): Float32Array<ArrayBuffer>[] {
    if (!(lambda > 0 && lambda < Infinity)) throw new RangeError('lambda must be positive');
    rows.forEach((row) => {
      this.#checkItem(row);
    });
    const shifted = this.diagonal.map((value) => value + lambda);
    const solutions: Float32Array<ArrayBuffer>[] = [];
    for (let from = 0; from < rows.length; from += 8) {
      this.#memory.solveUnits(shifted, rows.slice(from, from + 8), tolerance, most, (solution) => {
        solutions.push(Float32Array.from(solution));
      });
    }
    return solutions;
  }

  /** G v. @param v shape [items] */
  multiply(v: Float64Array): Float64Array<ArrayBuffer> {
    this.#checkVector(v);
    const out = new Float64Array(this.items);
    this.#memory.multiply(this.diagonal, v, out);
    return out;
  }

  #checkVector(vector: Float64Array): void {
    if (vector.length !== this.items) throw new RangeError('a vector has one component for each item');
    if (!vector.every(Number.isFinite)) throw new RangeError('the vectors must be finite');
  }

  #remember(item: number, session: number): void {
    if (session !== this.#session) this.#recent.length = 0;
    this.#session = session;
    this.#recent.unshift(item);
    this.#recent.length = Math.min(this.#recent.length, this.#window.length);
  }

  #checkItem(item: number): void {
    if (!Number.isSafeInteger(item) || item < 0 || item >= this.items)
      throw new RangeError(`no item ${item}`);
  }
}

function isFloat32(weight: number): boolean {
  const stored = Math.fround(weight);
  return stored > 0 && stored < Infinity;
}
