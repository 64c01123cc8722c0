/** Columns that are solved for together, and the bytes of one row of them. */
const COLUMNS = 8;
const ROW: usize = COLUMNS << 3;

/** Of each column: r . (r / diagonal) of the step before, r . r, p . q, and what y and p move by. */
const previous = memory.data(COLUMNS << 3, 16);
const current = memory.data(COLUMNS << 3, 16);
const squares = memory.data(COLUMNS << 3, 16);
const curvature = memory.data(COLUMNS << 3, 16);
const factor = memory.data(COLUMNS << 3, 16);
const enough = memory.data(COLUMNS << 3, 16);

/**
 * `solve` for eight right-hand sides at once, from zeros: the entries, which are most of the reading, are read once
 * for all of them. Every column is summed in the order of `solve`, so the bits are the same; a column that is done
 * stays as it is while the others go on.
 * @param b [n, 8] float64, row-major
 * @param y [n, 8] float64: the solutions
 * @param work 24 n float64
 */
export function solveEight(
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
): void {
  const bytes = <usize>n * ROW;
  const r = work;
  const p = work + bytes;
  const q = p + bytes;
  memory.copy(r, b, bytes);
  memory.fill(y, 0, bytes);
  memory.fill(p, 0, bytes);
  dots(r, r, bytes, squares);
  for (let c: usize = 0; c < ROW; c += 8) {
    store<f64>(enough + c, tolerance * Math.sqrt(load<f64>(squares + c)));
    store<f64>(previous + c, 1);
  }
  for (let done = 0; done < most; done++) {
    let going = false;
    preconditioned(r, diagonal, bytes, current);
    for (let c: usize = 0; c < ROW; c += 8) {
      if (Math.sqrt(load<f64>(squares + c)) > load<f64>(enough + c)) going = true;
      store<f64>(factor + c, load<f64>(current + c) / load<f64>(previous + c));
    }
    if (!going) return;
    direct(p, r, diagonal, bytes);
    multiplyEight(n, starts, lengths, entries, diagonal, p, q);
    dots(p, q, bytes, curvature);
    for (let c: usize = 0; c < ROW; c += 8) {
      const done = !(
        Math.sqrt(load<f64>(squares + c)) > load<f64>(enough + c) && load<f64>(curvature + c) > 0
      );
      // Nothing moves a column that is done: its residual stays as small as it was.
      store<f64>(factor + c, done ? 0 : load<f64>(current + c) / load<f64>(curvature + c));
      store<f64>(previous + c, done ? 1 : load<f64>(current + c));
    }
    move(y, r, p, q, bytes);
    dots(r, r, bytes, squares);
  }
}

/** p = r / diagonal + factor p */
function direct(p: usize, r: usize, diagonal: usize, bytes: usize): void {
  for (let o: usize = 0; o < bytes; o += ROW, diagonal += 8) {
    const d = v128.load64_splat(diagonal);
    for (let c: usize = 0; c < ROW; c += 16) {
      const fresh = f64x2.div(v128.load(r + o + c), d);
      v128.store(p + o + c, f64x2.add(fresh, f64x2.mul(v128.load(factor + c), v128.load(p + o + c))));
    }
  }
}

/** y += factor p, r -= factor q */
function move(y: usize, r: usize, p: usize, q: usize, bytes: usize): void {
  for (let o: usize = 0; o < bytes; o += ROW) {
    for (let c: usize = 0; c < ROW; c += 16) {
      const f = v128.load(factor + c);
      v128.store(y + o + c, f64x2.add(v128.load(y + o + c), f64x2.mul(f, v128.load(p + o + c))));
      v128.store(r + o + c, f64x2.sub(v128.load(r + o + c), f64x2.mul(f, v128.load(q + o + c))));
    }
  }
}

/** out = A v, each of shape [n, 8]; four sums a row and column, as `multiply` has them. */
function multiplyEight(
  n: i32,
  starts: usize,
  lengths: usize,
  entries: usize,
  diagonal: usize,
  v: usize,
  out: usize
): void {
  for (let i: usize = 0; i < <usize>n; i++) {
    const first = entries + ((<usize>load<u32>(starts + (i << 2))) << 3);
    const end = first + ((<usize>load<u32>(lengths + (i << 2))) << 3);
    const d = v128.load64_splat(diagonal + (i << 3));
    for (let c: usize = 0; c < ROW; c += 32) {
      const own = v + i * ROW + c;
      let a0 = f64x2.mul(d, v128.load(own));
      let b0 = f64x2.mul(d, v128.load(own, 16));
      let a1 = f64x2.splat(0);
      let a2 = a1;
      let a3 = a1;
      let b1 = a1;
      let b2 = a1;
      let b3 = a1;
      let entry = first;
      for (; entry + 32 <= end; entry += 32) {
        const r0 = v + <usize>load<u32>(entry) * ROW + c;
        const r1 = v + <usize>load<u32>(entry, 8) * ROW + c;
        const r2 = v + <usize>load<u32>(entry, 16) * ROW + c;
        const r3 = v + <usize>load<u32>(entry, 24) * ROW + c;
        const e0 = f64x2.splat(<f64>load<f32>(entry, 4));
        const e1 = f64x2.splat(<f64>load<f32>(entry, 12));
        const e2 = f64x2.splat(<f64>load<f32>(entry, 20));
        const e3 = f64x2.splat(<f64>load<f32>(entry, 28));
        a0 = f64x2.add(a0, f64x2.mul(e0, v128.load(r0)));
        b0 = f64x2.add(b0, f64x2.mul(e0, v128.load(r0, 16)));
        a1 = f64x2.add(a1, f64x2.mul(e1, v128.load(r1)));
        b1 = f64x2.add(b1, f64x2.mul(e1, v128.load(r1, 16)));
        a2 = f64x2.add(a2, f64x2.mul(e2, v128.load(r2)));
        b2 = f64x2.add(b2, f64x2.mul(e2, v128.load(r2, 16)));
        a3 = f64x2.add(a3, f64x2.mul(e3, v128.load(r3)));
        b3 = f64x2.add(b3, f64x2.mul(e3, v128.load(r3, 16)));
      }
      for (; entry < end; entry += 8) {
        const row = v + <usize>load<u32>(entry) * ROW + c;
        const e = f64x2.splat(<f64>load<f32>(entry, 4));
        a0 = f64x2.add(a0, f64x2.mul(e, v128.load(row)));
        b0 = f64x2.add(b0, f64x2.mul(e, v128.load(row, 16)));
      }
      const target = out + i * ROW + c;
      v128.store(target, f64x2.add(f64x2.add(a0, a1), f64x2.add(a2, a3)));
      v128.store(target, f64x2.add(f64x2.add(b0, b1), f64x2.add(b2, b3)), 16);
    }
  }
}

function dots(a: usize, b: usize, bytes: usize, sums: usize): void {
  memory.fill(sums, 0, ROW);
  for (let o: usize = 0; o < bytes; o += ROW) {
    for (let c: usize = 0; c < ROW; c += 16) {
      const product = f64x2.mul(v128.load(a + o + c), v128.load(b + o + c));
      v128.store(sums + c, f64x2.add(v128.load(sums + c), product));
    }
  }
}

/** r . (r / diagonal) of each column */
function preconditioned(r: usize, diagonal: usize, bytes: usize, sums: usize): void {
  memory.fill(sums, 0, ROW);
  for (let o: usize = 0; o < bytes; o += ROW, diagonal += 8) {
    const d = v128.load64_splat(diagonal);
    for (let c: usize = 0; c < ROW; c += 16) {
      const value = v128.load(r + o + c);
      v128.store(sums + c, f64x2.add(v128.load(sums + c), f64x2.div(f64x2.mul(value, value), d)));
    }
  }
}
