/** How a catalogue holds its vectors: float32, or int8 with a scale for each row (a quarter of the memory). */
export type CatalogueFormat = 'f32' | 'int8';

/** The best items, best first; among equal scores the lowest index first. */
export interface Ranked {
  items: Int32Array<ArrayBuffer>;
  scores: Float32Array<ArrayBuffer>;
}

/** Item vectors that a query is scored against. */
export interface Catalogue {
  readonly items: number;
  readonly width: number;
  readonly format: CatalogueFormat;
  /**
   * score[i] = vector[i] . query, for every item.
   * @param query shape [width]
   * @throws RangeError when the query has another length, or a value that is not finite
   */
  score(query: Float32Array): Float32Array<ArrayBuffer>;
  /**
   * The `k` items with the highest scores, or all of them where there are fewer.
   * @throws RangeError as `score`, and when a score overflows to NaN
   */
  top(query: Float32Array, k: number): Ranked;
}

/** Checks what both engines ask of the item vectors. @returns the number of items */
export function checkVectors(vectors: Float32Array, width: number, format: CatalogueFormat): number {
  if (!Number.isSafeInteger(width) || width < 1) throw new RangeError('a vector has at least one component');
  if (format === 'int8' && width > MAX_INT8_WIDTH) {
    throw new RangeError(`int8 vectors have at most ${MAX_INT8_WIDTH} components`);
  }
  if (vectors.length % width !== 0) throw new RangeError('vectors must have shape [items, width]');
  if (!vectors.every(Number.isFinite)) throw new RangeError('item vectors must be finite');
  return vectors.length / width;
}

export function checkQuery(query: Float32Array, width: number): void {
  if (query.length !== width) throw new RangeError(`the query has ${query.length} components, not ${width}`);
  if (!query.every(Number.isFinite)) throw new RangeError('the query must be finite');
}

/** @returns how many of `count` scores are asked for */
export function checkCount(k: number, count: number): number {
  if (!Number.isSafeInteger(k) || k < 0) throw new RangeError('k must be a whole number');
  return Math.min(k, count);
}

export function refuseNaN(): never {
  throw new RangeError('a score is not a number');
}

/** Columns that rows are filled up to with zeros: what one step of the widest kernel reads. */
const STEP = 16;
/** Up to here the sums of int8 by int16 fit into int32. */
const MAX_INT8_WIDTH = 512;

export function paddedWidth(width: number): number {
  return Math.ceil(width / STEP) * STEP;
}
