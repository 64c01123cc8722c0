import { integerSums } from './sums';

/**
 * scores[i] = (sum over j of vectors[i, j] * query[j]) * scales[i] * scale, with int8 rows and an int16 query.
 * The sum is exact in int32 as long as width <= 512 (127 * 32767 * 512 < 2^31); the two products round to float32.
 * @param vectors shape [rows, width], int8, 16-byte aligned
 * @param rows a multiple of 4
 * @param width a multiple of 16
 * @param query shape [width], int16
 * @param scales shape [rows], float32: what one step of a row's int8 stands for
 * @param scale what one step of the query's int16 stands for
 */
export function scoreBytes(
  vectors: usize,
  rows: i32,
  width: i32,
  query: usize,
  scales: usize,
  scale: f32,
  scores: usize
): void {
  const stride = <usize>width;
  const common = f32x4.splat(scale);
  const end = query + (stride << 1);
  let row = vectors;
  for (let i = 0; i < rows; i += 4) {
    let a0 = i32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    let e0 = row;
    let e1 = e0 + stride;
    let e2 = e1 + stride;
    let e3 = e2 + stride;
    row = e3 + stride;
    for (let h = query; h < end; h += 32) {
      const low = v128.load(h);
      const high = v128.load(h, 16);
      const x0 = v128.load(e0);
      const x1 = v128.load(e1);
      const x2 = v128.load(e2);
      const x3 = v128.load(e3);
      a0 = i32x4.add(a0, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_s(x0), low));
      a1 = i32x4.add(a1, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_s(x1), low));
      a2 = i32x4.add(a2, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_s(x2), low));
      a3 = i32x4.add(a3, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_s(x3), low));
      a0 = i32x4.add(a0, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_s(x0), high));
      a1 = i32x4.add(a1, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_s(x1), high));
      a2 = i32x4.add(a2, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_s(x2), high));
      a3 = i32x4.add(a3, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_s(x3), high));
      e0 += 16;
      e1 += 16;
      e2 += 16;
      e3 += 16;
    }
    const rounded = f32x4.convert_i32x4_s(integerSums(a0, a1, a2, a3));
    v128.store(scores, f32x4.mul(f32x4.mul(rounded, v128.load(scales)), common));
    scores += 16;
    scales += 16;
  }
}
