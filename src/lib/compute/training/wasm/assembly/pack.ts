import { roundUp } from './memory';

/*
 * Copies of matrices in panels of eight columns: value (k, n) at panel n / 8, row k, place n % 8, so that a product
 * reads each panel from front to back. Columns are filled up with zeros to a multiple of eight.
 */

/** Floats of a packed [K, N] matrix. */
export function packedSize(K: i32, N: i32): i32 {
  return K * roundUp(N, 8);
}

/** Packs B[K, N], its rows `stride` bytes apart. N is a multiple of 4. */
export function pack(K: i32, N: i32, b: usize, stride: usize, out: usize): void {
  for (let n = 0; n < N; n += 8) {
    let source = b + n * 4;
    for (let k = 0; k < K; k++) {
      v128.store(out, v128.load(source));
      v128.store(out, n + 8 <= N ? v128.load(source, 16) : f32x4.splat(0), 16);
      source += stride;
      out += 32;
    }
  }
}

/** Packs the transpose of A[N, K], its rows `stride` bytes apart, as a [K, N] matrix. K is a multiple of 4. */
export function packTransposed(K: i32, N: i32, a: usize, stride: usize, out: usize): void {
  for (let n = 0; n < N; n += 8) {
    const rows = min(8, N - n);
    if (rows < 8) memory.fill(out, 0, usize(K) * 32);
    for (let r = 0; r < rows; r++) {
      const source = a + (n + r) * stride;
      let target = out + r * 4;
      for (let k = 0; k < K; k++) {
        store<f32>(target, load<f32>(source + k * 4));
        target += 32;
      }
    }
    out += usize(K) * 32;
  }
}
