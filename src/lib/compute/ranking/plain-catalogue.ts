import { checkQuery, checkVectors, paddedWidth, type Catalogue, type CatalogueFormat } from './catalogue.ts';
import { toBytes, toShorts } from './quantize.ts';
import { topOf } from './top.ts';

/** A catalogue in plain TypeScript. Scores have the same bits as the kernels'. */
export function plainCatalogue(vectors: Float32Array, width: number, format: CatalogueFormat): Catalogue {
  const items = checkVectors(vectors, width, format);
  const scoreAll = { f32: floats, int8: bytes }[format](vectors, items, width);
  const score = (query: Float32Array) => {
    checkQuery(query, width);
    return scoreAll(query);
  };
  return { items, width, format, score, top: (query, k) => topOf(score(query), k) };
}

type Score = (query: Float32Array) => Float32Array<ArrayBuffer>;

/** Adds in the order of `assembly/score-floats.ts`: eight sums, each of every eighth column, rounded to float32. */
function floats(vectors: Float32Array, items: number, width: number): Score {
  const stride = paddedWidth(width);
  const padded = new Float32Array(items * stride);
  for (let i = 0; i < items; i++) padded.set(vectors.subarray(i * width, (i + 1) * width), i * stride);
  const h = new Float32Array(stride);
  const { fround } = Math;
  return (query) => {
    h.set(query);
    const scores = new Float32Array(items);
    for (let i = 0; i < items; i++) {
      const row = i * stride;
      let a0 = 0;
      let a1 = 0;
      let a2 = 0;
      let a3 = 0;
      let b0 = 0;
      let b1 = 0;
      let b2 = 0;
      let b3 = 0;
      for (let j = 0; j < stride; j += 8) {
        const e = row + j;
        a0 = fround(a0 + fround((padded[e] ?? 0) * (h[j] ?? 0)));
        a1 = fround(a1 + fround((padded[e + 1] ?? 0) * (h[j + 1] ?? 0)));
        a2 = fround(a2 + fround((padded[e + 2] ?? 0) * (h[j + 2] ?? 0)));
        a3 = fround(a3 + fround((padded[e + 3] ?? 0) * (h[j + 3] ?? 0)));
        b0 = fround(b0 + fround((padded[e + 4] ?? 0) * (h[j + 4] ?? 0)));
        b1 = fround(b1 + fround((padded[e + 5] ?? 0) * (h[j + 5] ?? 0)));
        b2 = fround(b2 + fround((padded[e + 6] ?? 0) * (h[j + 6] ?? 0)));
        b3 = fround(b3 + fround((padded[e + 7] ?? 0) * (h[j + 7] ?? 0)));
      }
      const even = fround(fround(a0 + b0) + fround(a2 + b2));
      const odd = fround(fround(a1 + b1) + fround(a3 + b3));
      scores[i] = fround(even + odd);
    }
    return scores;
  };
}

/** Whole-number sums are exact in any order; the two roundings follow `assembly/score-bytes.ts`. */
function bytes(vectors: Float32Array, items: number, width: number): Score {
  const rows = new Int8Array(items * width);
  const steps = new Float32Array(items);
  for (let i = 0; i < items; i++) {
    const { whole, step } = toBytes(vectors.subarray(i * width, (i + 1) * width));
    rows.set(whole, i * width);
    steps[i] = step;
  }
  return (query) => {
    const { whole, step } = toShorts(query);
    const scores = new Float32Array(items);
    for (let i = 0; i < items; i++) {
      const row = i * width;
      let sum = 0;
      for (let j = 0; j < width; j++) sum += (rows[row + j] ?? 0) * (whole[j] ?? 0);
      scores[i] = Math.fround(Math.fround(Math.fround(sum) * (steps[i] ?? 0)) * step);
    }
    return scores;
  };
}
