import { sums } from './sums';

/**
 * scores[i] = sum over j of vectors[i, j] * query[j], all float32.
 *
 * Four rows at a time share the loads of the query and end in one store. Each row has two accumulators, for even
 * and odd groups of four columns; `floats.ts` adds in the same order, so that both give the same bits.
 * @param vectors shape [rows, width], 16-byte aligned
 * @param rows a multiple of 4
 * @param width a multiple of 8
 */
export function scoreFloats(vectors: usize, rows: i32, width: i32, query: usize, scores: usize): void {
  const stride: usize = (<usize>width) << 2;
  const end = query + stride;
  let row = vectors;
  for (let i = 0; i < rows; i += 4) {
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    let b0 = a0;
    let b1 = a0;
    let b2 = a0;
    let b3 = a0;
    let e0 = row;
    let e1 = e0 + stride;
    let e2 = e1 + stride;
    let e3 = e2 + stride;
    row = e3 + stride;
    for (let h = query; h < end; h += 32) {
      const even = v128.load(h);
      const odd = v128.load(h, 16);
      a0 = f32x4.add(a0, f32x4.mul(v128.load(e0), even));
      a1 = f32x4.add(a1, f32x4.mul(v128.load(e1), even));
      a2 = f32x4.add(a2, f32x4.mul(v128.load(e2), even));
      a3 = f32x4.add(a3, f32x4.mul(v128.load(e3), even));
      b0 = f32x4.add(b0, f32x4.mul(v128.load(e0, 16), odd));
      b1 = f32x4.add(b1, f32x4.mul(v128.load(e1, 16), odd));
      b2 = f32x4.add(b2, f32x4.mul(v128.load(e2, 16), odd));
      b3 = f32x4.add(b3, f32x4.mul(v128.load(e3, 16), odd));
      e0 += 32;
      e1 += 32;
      e2 += 32;
      e3 += 32;
    }
    a0 = f32x4.add(a0, b0);
    a1 = f32x4.add(a1, b1);
    a2 = f32x4.add(a2, b2);
    a3 = f32x4.add(a3, b3);
    v128.store(scores, sums(a0, a1, a2, a3));
    scores += 16;
  }
}
