/** A square matrix, row by row. */
export type Square = Float64Array;

/** Inverse of a symmetric positive definite matrix by Cholesky. @returns undefined where it is not one */
export function inverseOf(matrix: Square, n: number): Square | undefined {
  const lower = matrix.slice();
  for (let j = 0; j < n; j++) {
    const rowJ = lower.subarray(j * n, j * n + j);
    const pivot = (lower[j * n + j] ?? 0) - dot(rowJ, rowJ);
    if (!(pivot > 0)) return undefined;
    const root = Math.sqrt(pivot);
    lower[j * n + j] = root;
    for (let i = j + 1; i < n; i++) {
      const rest = (lower[i * n + j] ?? 0) - dot(lower.subarray(i * n, i * n + j), rowJ);
      lower[i * n + j] = rest / root;
    }
  }
  // Row i holds the i-th column of L^-1, so that dot products run along rows.
  const columns = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const column = columns.subarray(i * n, (i + 1) * n);
    column[i] = 1 / (lower[i * n + i] ?? 1);
    for (let r = i + 1; r < n; r++) {
      const sum = dot(lower.subarray(r * n + i, r * n + r), column.subarray(i, r));
      column[r] = -sum / (lower[r * n + r] ?? 1);
    }
  }
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const sum = dot(columns.subarray(i * n + j, (i + 1) * n), columns.subarray(j * n + j, (j + 1) * n));
      inverse[i * n + j] = inverse[j * n + i] = sum;
    }
  }
  return inverse;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < a.length; i += 4) {
    s0 += (a[i] ?? 0) * (b[i] ?? 0);
    s1 += (a[i + 1] ?? 0) * (b[i + 1] ?? 0);
    s2 += (a[i + 2] ?? 0) * (b[i + 2] ?? 0);
    s3 += (a[i + 3] ?? 0) * (b[i + 3] ?? 0);
  }
  for (; i < a.length; i++) s0 += (a[i] ?? 0) * (b[i] ?? 0);
  return s0 + s1 + s2 + s3;
}

/** A vector without its zeros, or with all its entries where few of them are zero. */
export interface Sparse {
  at: Int32Array;
  value: Float64Array;
}

/** Part of entries beyond which going through all of them is faster. */
const FULL = 0.3;

export function sparseOf(dense: Float64Array): Sparse {
  const places = [...dense.keys()].filter((i) => dense[i] !== 0);
  const at = Int32Array.from(places.length > FULL * dense.length ? dense.keys() : places);
  return { at, value: Float64Array.from(at, (i) => dense[i] ?? 0) };
}

/** target += factor * vector */
export function addSparse(target: Float64Array, { at, value }: Sparse, factor = 1): void {
  if (at.length === target.length) {
    for (let i = 0; i < at.length; i++) target[i] = (target[i] ?? 0) + factor * (value[i] ?? 0);
    return;
  }
  for (let i = 0; i < at.length; i++) {
    const where = at[i] ?? 0;
    target[where] = (target[where] ?? 0) + factor * (value[i] ?? 0);
  }
}

export function dotSparse(dense: Float64Array, { at, value }: Sparse): number {
  if (at.length === dense.length) return dot(dense, value);
  let sum = 0;
  for (let i = 0; i < at.length; i++) sum += (dense[at[i] ?? 0] ?? 0) * (value[i] ?? 0);
  return sum;
}
