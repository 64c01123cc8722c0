import { madd } from './vector';

/*
 * Tiles of matrix products: 4 rows by 8 (or 4) columns stay in registers while k runs. Eight accumulators hide the
 * multiplier's latency of four cycles at two products a cycle, and all operands still fit into 16 registers.
 * Every stride is in bytes; `add` adds to C instead of replacing it.
 */

/** C[4, 8] = A B, A by rows (stride `ra`), K a multiple of 2. */
export function tileRows8(
  K: i32,
  a0: usize,
  ra: usize,
  b: usize,
  rb: usize,
  c0: usize,
  rc: usize,
  add: bool
): void {
  let a1 = a0 + ra;
  let a2 = a1 + ra;
  let a3 = a2 + ra;
  const c1 = c0 + rc;
  const c2 = c1 + rc;
  const c3 = c2 + rc;
  let s00 = f32x4.splat(0);
  let s01 = s00,
    s10 = s00,
    s11 = s00,
    s20 = s00,
    s21 = s00,
    s30 = s00,
    s31 = s00;
  if (add) {
    s00 = v128.load(c0);
    s01 = v128.load(c0, 16);
    s10 = v128.load(c1);
    s11 = v128.load(c1, 16);
    s20 = v128.load(c2);
    s21 = v128.load(c2, 16);
    s30 = v128.load(c3);
    s31 = v128.load(c3, 16);
  }
  for (let k = 0; k < K; k += 2) {
    let left = v128.load(b);
    let right = v128.load(b, 16);
    b += rb;
    let a = v128.load32_splat(a0);
    s00 = madd(a, left, s00);
    s01 = madd(a, right, s01);
    a = v128.load32_splat(a1);
    s10 = madd(a, left, s10);
    s11 = madd(a, right, s11);
    a = v128.load32_splat(a2);
    s20 = madd(a, left, s20);
    s21 = madd(a, right, s21);
    a = v128.load32_splat(a3);
    s30 = madd(a, left, s30);
    s31 = madd(a, right, s31);
    left = v128.load(b);
    right = v128.load(b, 16);
    b += rb;
    a = v128.load32_splat(a0, 4);
    s00 = madd(a, left, s00);
    s01 = madd(a, right, s01);
    a = v128.load32_splat(a1, 4);
    s10 = madd(a, left, s10);
    s11 = madd(a, right, s11);
    a = v128.load32_splat(a2, 4);
    s20 = madd(a, left, s20);
    s21 = madd(a, right, s21);
    a = v128.load32_splat(a3, 4);
    s30 = madd(a, left, s30);
    s31 = madd(a, right, s31);
    a0 += 8;
    a1 += 8;
    a2 += 8;
    a3 += 8;
  }
  v128.store(c0, s00);
  v128.store(c0, s01, 16);
  v128.store(c1, s10);
  v128.store(c1, s11, 16);
  v128.store(c2, s20);
  v128.store(c2, s21, 16);
  v128.store(c3, s30);
  v128.store(c3, s31, 16);
}

/** C[4, 4] = A B, A by rows. */
export function tileRows4(
  K: i32,
  a0: usize,
  ra: usize,
  b: usize,
  rb: usize,
  c0: usize,
  rc: usize,
  add: bool
): void {
  let a1 = a0 + ra;
  let a2 = a1 + ra;
  let a3 = a2 + ra;
  const c1 = c0 + rc;
  const c2 = c1 + rc;
  const c3 = c2 + rc;
  let s0 = f32x4.splat(0);
  let s1 = s0,
    s2 = s0,
    s3 = s0;
  if (add) {
    s0 = v128.load(c0);
    s1 = v128.load(c1);
    s2 = v128.load(c2);
    s3 = v128.load(c3);
  }
  for (let k = 0; k < K; k++) {
    const row = v128.load(b);
    s0 = madd(v128.load32_splat(a0), row, s0);
    s1 = madd(v128.load32_splat(a1), row, s1);
    s2 = madd(v128.load32_splat(a2), row, s2);
    s3 = madd(v128.load32_splat(a3), row, s3);
    b += rb;
    a0 += 4;
    a1 += 4;
    a2 += 4;
    a3 += 4;
  }
  v128.store(c0, s0);
  v128.store(c1, s1);
  v128.store(c2, s2);
  v128.store(c3, s3);
}

/** C[4, 8] = A^T B: row k of A (stride `ra`) holds the four factors side by side. */
export function tileColumns8(
  K: i32,
  a0: usize,
  ra: usize,
  b: usize,
  rb: usize,
  c0: usize,
  rc: usize,
  add: bool
): void {
  const c1 = c0 + rc;
  const c2 = c1 + rc;
  const c3 = c2 + rc;
  let s00 = f32x4.splat(0);
  let s01 = s00,
    s10 = s00,
    s11 = s00,
    s20 = s00,
    s21 = s00,
    s30 = s00,
    s31 = s00;
  if (add) {
    s00 = v128.load(c0);
    s01 = v128.load(c0, 16);
    s10 = v128.load(c1);
    s11 = v128.load(c1, 16);
    s20 = v128.load(c2);
    s21 = v128.load(c2, 16);
    s30 = v128.load(c3);
    s31 = v128.load(c3, 16);
  }
  for (let k = 0; k < K; k++) {
    const left = v128.load(b);
    const right = v128.load(b, 16);
    b += rb;
    let a = v128.load32_splat(a0);
    s00 = madd(a, left, s00);
    s01 = madd(a, right, s01);
    a = v128.load32_splat(a0, 4);
    s10 = madd(a, left, s10);
    s11 = madd(a, right, s11);
    a = v128.load32_splat(a0, 8);
    s20 = madd(a, left, s20);
    s21 = madd(a, right, s21);
    a = v128.load32_splat(a0, 12);
    s30 = madd(a, left, s30);
    s31 = madd(a, right, s31);
    a0 += ra;
  }
  v128.store(c0, s00);
  v128.store(c0, s01, 16);
  v128.store(c1, s10);
  v128.store(c1, s11, 16);
  v128.store(c2, s20);
  v128.store(c2, s21, 16);
  v128.store(c3, s30);
  v128.store(c3, s31, 16);
}

/** C[4, 4] = A^T B. */
export function tileColumns4(
  K: i32,
  a0: usize,
  ra: usize,
  b: usize,
  rb: usize,
  c0: usize,
  rc: usize,
  add: bool
): void {
  const c1 = c0 + rc;
  const c2 = c1 + rc;
  const c3 = c2 + rc;
  let s0 = f32x4.splat(0);
  let s1 = s0,
    s2 = s0,
    s3 = s0;
  if (add) {
    s0 = v128.load(c0);
    s1 = v128.load(c1);
    s2 = v128.load(c2);
    s3 = v128.load(c3);
  }
  for (let k = 0; k < K; k++) {
    const row = v128.load(b);
    s0 = madd(v128.load32_splat(a0), row, s0);
    s1 = madd(v128.load32_splat(a0, 4), row, s1);
    s2 = madd(v128.load32_splat(a0, 8), row, s2);
    s3 = madd(v128.load32_splat(a0, 12), row, s3);
    b += rb;
    a0 += ra;
  }
  v128.store(c0, s0);
  v128.store(c1, s1);
  v128.store(c2, s2);
  v128.store(c3, s3);
}
