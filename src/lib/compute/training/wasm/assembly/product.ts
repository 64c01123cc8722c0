import { tileColumns4, tileColumns8, tileRows4, tileRows8 } from './tile';

/*
 * B is read in panels of eight columns: panel p starts at b + p * panel, its rows lie `rb` apart. A matrix as it is
 * stored has panels of 32 bytes; a packed one (pack.ts) holds each panel in one piece.
 */

/** Bytes between the panels of a matrix stored row by row. */
export const PLAIN: usize = 32;

/** C[M, N] (+)= A[M, K] B[K, N]; M and N multiples of 4, K of 2. */
export function product(
  M: i32,
  N: i32,
  K: i32,
  a: usize,
  ra: usize,
  b: usize,
  rb: usize,
  panel: usize,
  c: usize,
  rc: usize,
  add: bool
): void {
  let n = 0;
  for (; n + 8 <= N; n += 8) {
    for (let m = 0; m < M; m += 4) tileRows8(K, a + m * ra, ra, b, rb, c + m * rc, rc, add);
    b += panel;
    c += 32;
  }
  if (n < N) for (let m = 0; m < M; m += 4) tileRows4(K, a + m * ra, ra, b, rb, c + m * rc, rc, add);
}

/** C[M, N] (+)= A[K, M]^T B[K, N]; M and N multiples of 4. */
export function productOfTransposed(
  M: i32,
  N: i32,
  K: i32,
  a: usize,
  ra: usize,
  b: usize,
  rb: usize,
  panel: usize,
  c: usize,
  rc: usize,
  add: bool
): void {
  let n = 0;
  for (; n + 8 <= N; n += 8) {
    for (let m = 0; m < M; m += 4) tileColumns8(K, a + m * 4, ra, b, rb, c + m * rc, rc, add);
    b += panel;
    c += 32;
  }
  if (n < N) for (let m = 0; m < M; m += 4) tileColumns4(K, a + m * 4, ra, b, rb, c + m * rc, rc, add);
}
