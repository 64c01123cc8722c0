/** Of the last `solve`: ||b - A y|| / ||b||, computed anew from y. */
export let residual: f64 = 0;

/**
 * Solves A y = b for A = G + lambda I, symmetric and positive definite, by conjugate gradients preconditioned with
 * A's diagonal (Hestenes and Stiefel 1952; Saad, Iterative Methods for Sparse Linear Systems, algorithm 9.1).
 * Arithmetic is float64 over float32 entries; `plain-solve.ts` does the same in the same order.
 * @param n number of rows
 * @param starts [n] int32, of each row's first entry
 * @param lengths [n] int32, entries of each row
 * @param entries pairs of int32 column and float32 value, off the diagonal
 * @param diagonal [n] float64, of A, lambda included
 * @param b [n] float64
 * @param y [n] float64: the start, then the solution
 * @param work 3 n float64
 * @param tolerance of ||b - A y|| / ||b||
 * @param most iterations
 * @returns iterations done
 */
export function solve(
  n: i32,
  starts: usize,
  lengths: usize,
  entries: usize,
  diagonal: usize,
  b: usize,
  y: usize,
  work: usize,
  tolerance: f64,
  most: i32
): i32 {
  const bytes: usize = (<usize>n) << 3;
  const r = work;
  const p = work + bytes;
  const q = p + bytes;
  const size = Math.sqrt(dot(b, b, bytes));
  if (size == 0) {
    memory.fill(y, 0, bytes);
    residual = 0;
    return 0;
  }
  const enough = tolerance * size;
  multiply(n, starts, lengths, entries, diagonal, y, q);
  for (let o: usize = 0; o < bytes; o += 8) store<f64>(r + o, load<f64>(b + o) - load<f64>(q + o));
  // Zero at first, so that the first direction is the preconditioned residual itself.
  memory.fill(p, 0, bytes);
  let previous: f64 = 1;
  let done = 0;
  while (done < most && Math.sqrt(dot(r, r, bytes)) > enough) {
    const current = preconditioned(r, diagonal, bytes);
    const beta = current / previous;
    for (let o: usize = 0; o < bytes; o += 8) {
      store<f64>(p + o, load<f64>(r + o) / load<f64>(diagonal + o) + beta * load<f64>(p + o));
    }
    multiply(n, starts, lengths, entries, diagonal, p, q);
    const curvature = dot(p, q, bytes);
    // A is not positive definite: no step along p brings y nearer, and the residual says where it stands.
    if (!(curvature > 0)) break;
    const alpha = current / curvature;
    for (let o: usize = 0; o < bytes; o += 8) {
      store<f64>(y + o, load<f64>(y + o) + alpha * load<f64>(p + o));
      store<f64>(r + o, load<f64>(r + o) - alpha * load<f64>(q + o));
    }
    previous = current;
    done++;
  }
  // The recursion above drifts from the truth by rounding; what is told is the truth.
  multiply(n, starts, lengths, entries, diagonal, y, q);
  for (let o: usize = 0; o < bytes; o += 8) store<f64>(r + o, load<f64>(b + o) - load<f64>(q + o));
  residual = Math.sqrt(dot(r, r, bytes)) / size;
  return done;
}

/** out = A v, arguments as `solve` has them. Four sums a row, because each addition waits for the one before. */
export function multiply(
  n: i32,
  starts: usize,
  lengths: usize,
  entries: usize,
  diagonal: usize,
  v: usize,
  out: usize
): void {
  for (let i: usize = 0; i < <usize>n; i++) {
    let entry = entries + ((<usize>load<u32>(starts + (i << 2))) << 3);
    const end = entry + ((<usize>load<u32>(lengths + (i << 2))) << 3);
    let s0 = load<f64>(diagonal + (i << 3)) * load<f64>(v + (i << 3));
    let s1: f64 = 0;
    let s2: f64 = 0;
    let s3: f64 = 0;
    for (; entry + 32 <= end; entry += 32) {
      s0 += <f64>load<f32>(entry, 4) * load<f64>(v + ((<usize>load<u32>(entry)) << 3));
      s1 += <f64>load<f32>(entry, 12) * load<f64>(v + ((<usize>load<u32>(entry, 8)) << 3));
      s2 += <f64>load<f32>(entry, 20) * load<f64>(v + ((<usize>load<u32>(entry, 16)) << 3));
      s3 += <f64>load<f32>(entry, 28) * load<f64>(v + ((<usize>load<u32>(entry, 24)) << 3));
    }
    for (; entry < end; entry += 8) {
      s0 += <f64>load<f32>(entry, 4) * load<f64>(v + ((<usize>load<u32>(entry)) << 3));
    }
    store<f64>(out + (i << 3), s0 + s1 + (s2 + s3));
  }
}

function dot(a: usize, b: usize, bytes: usize): f64 {
  let sum: f64 = 0;
  for (let o: usize = 0; o < bytes; o += 8) sum += load<f64>(a + o) * load<f64>(b + o);
  return sum;
}

/** r . (r / diagonal) */
function preconditioned(r: usize, diagonal: usize, bytes: usize): f64 {
  let sum: f64 = 0;
  for (let o: usize = 0; o < bytes; o += 8) {
    const value = load<f64>(r + o);
    sum += (value * value) / load<f64>(diagonal + o);
  }
  return sum;
}
