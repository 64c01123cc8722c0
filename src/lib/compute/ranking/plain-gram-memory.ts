import type { GramMemory, GramViews } from './gram-memory.ts';

/** The matrix in plain arrays. Solutions have the same bits as the kernels'. */
export function plainGramMemory(n: number): GramMemory {
  const starts = new Int32Array(n);
  const lengths = new Int32Array(n);
  let columns = new Int32Array(0);
  let views = { starts, lengths, columns, values: new Float32Array(columns.buffer) };
  return {
    get views() {
      return views;
    },
    reserve(entries) {
      if (2 * entries <= columns.length) return;
      const longer = new Int32Array(2 * entries);
      longer.set(columns);
      columns = longer;
      views = { starts, lengths, columns, values: new Float32Array(columns.buffer) };
    },
    solve(diagonal, b, y, tolerance, most) {
      return solve(views, diagonal, b, y, tolerance, most);
    },
    solveUnits(diagonal, items, tolerance, most, take) {
      items.forEach((item) => {
        const unit = new Float64Array(n);
        unit[item] = 1;
        const y = new Float64Array(n);
        solve(views, diagonal, unit, y, tolerance, most);
        take(y);
      });
    },
    multiply(diagonal, v, out) {
      multiply(views, diagonal, v, out);
    }
  };
}

/** `assembly/solve.ts` again, each sum in the same order. */
function solve(
  matrix: GramViews,
  diagonal: Float64Array,
  b: Float64Array,
  y: Float64Array,
  tolerance: number,
  most: number
): { iterations: number; residual: number } {
  const n = b.length;
  const size = Math.sqrt(dot(b, b));
  if (size === 0) {
    y.fill(0);
    return { iterations: 0, residual: 0 };
  }
  const enough = tolerance * size;
  const r = new Float64Array(n);
  const p = new Float64Array(n);
  const q = new Float64Array(n);
  const takeResidual = () => {
    multiply(matrix, diagonal, y, q);
    for (let i = 0; i < n; i++) r[i] = (b[i] ?? 0) - (q[i] ?? 0);
  };
  takeResidual();
  let previous = 1;
  let iterations = 0;
  while (iterations < most && Math.sqrt(dot(r, r)) > enough) {
    const current = preconditioned(r, diagonal);
    const beta = current / previous;
    for (let i = 0; i < n; i++) p[i] = (r[i] ?? 0) / (diagonal[i] ?? 1) + beta * (p[i] ?? 0);
    multiply(matrix, diagonal, p, q);
    const curvature = dot(p, q);
    if (!(curvature > 0)) break;
    const alpha = current / curvature;
    for (let i = 0; i < n; i++) {
      y[i] = (y[i] ?? 0) + alpha * (p[i] ?? 0);
      r[i] = (r[i] ?? 0) - alpha * (q[i] ?? 0);
    }
    previous = current;
    iterations++;
  }
  takeResidual();
  return { iterations, residual: Math.sqrt(dot(r, r)) / size };
}

function multiply(
  { starts, lengths, columns, values }: GramViews,
  diagonal: Float64Array,
  v: Float64Array,
  out: Float64Array
): void {
  for (let i = 0; i < v.length; i++) {
    let entry = starts[i] ?? 0;
    const end = entry + (lengths[i] ?? 0);
    let s0 = (diagonal[i] ?? 0) * (v[i] ?? 0);
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (; entry + 4 <= end; entry += 4) {
      s0 += (values[2 * entry + 1] ?? 0) * (v[columns[2 * entry] ?? 0] ?? 0);
      s1 += (values[2 * entry + 3] ?? 0) * (v[columns[2 * entry + 2] ?? 0] ?? 0);
      s2 += (values[2 * entry + 5] ?? 0) * (v[columns[2 * entry + 4] ?? 0] ?? 0);
      s3 += (values[2 * entry + 7] ?? 0) * (v[columns[2 * entry + 6] ?? 0] ?? 0);
    }
    for (; entry < end; entry++) s0 += (values[2 * entry + 1] ?? 0) * (v[columns[2 * entry] ?? 0] ?? 0);
    out[i] = s0 + s1 + (s2 + s3);
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function preconditioned(r: Float64Array, diagonal: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < r.length; i++) sum += ((r[i] ?? 0) * (r[i] ?? 0)) / (diagonal[i] ?? 1);
  return sum;
}
