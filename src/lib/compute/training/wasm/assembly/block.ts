import { attend, attendBack, scaleQuery } from './attention';
import { allocate, roundUp } from './memory';
import { norm, normBack } from './norm';
import { pack, packTransposed } from './pack';
import { PLAIN, product, productOfTransposed } from './product';
import {
  atAttention,
  atHidden,
  atHiddenBias,
  atHiddenNorm,
  atNarrow,
  atNarrowBias,
  atOutput,
  hidden,
  Packed,
  panelOf,
  row,
  rows,
  Trace,
  width
} from './state';
import { addTo } from './vector';

/*
 * One pre-norm block: x += attend(norm(x)) W_o, then x += relu(norm(x) W_1 + b_1) W_2 + b_2.
 * Rows past a window's last play are computed up to the next whole tile and never read by a true row.
 */

let byMixed: usize = 0;
let byProjected: usize = 0;
let byActive: usize = 0;
let byNormed: usize = 0;

export function prepareBlocks(): void {
  byMixed = allocate(rows * width);
  byProjected = allocate(rows * 3 * width);
  byActive = allocate(rows * hidden);
  byNormed = allocate(rows * width);
}

/** @param weights address of the block's parameters */
export function packBlock(weights: usize, packed: Packed): void {
  const d = width;
  const tall = usize(hidden) * 4;
  pack(d, 3 * d, weights + atAttention, 3 * row, packed.attention);
  pack(d, d, weights + atOutput, row, packed.output);
  pack(d, hidden, weights + atHidden, tall, packed.hidden);
  pack(hidden, d, weights + atNarrow, row, packed.narrow);
  packTransposed(3 * d, d, weights + atAttention, 3 * row, packed.attentionBack);
  packTransposed(d, d, weights + atOutput, row, packed.outputBack);
  packTransposed(hidden, d, weights + atHidden, tall, packed.hiddenBack);
  packTransposed(d, hidden, weights + atNarrow, row, packed.narrowBack);
}

/**
 * Carries x, [rows, d], through the block in place.
 * @param from the first row that is asked for, a multiple of 4: those before it give their keys and values alone
 */
export function forward(n: i32, from: i32, x: usize, weights: usize, packed: Packed, trace: Trace): void {
  const d = width;
  const tall = roundUp(n, 4);
  const wide = usize(hidden) * 4;
  norm(tall, d, x, weights, trace.normed, trace.unit, trace.scale);
  product(
    tall,
    3 * d,
    d,
    trace.normed,
    row,
    packed.attention,
    32,
    panelOf(d),
    trace.projected,
    3 * row,
    false
  );
  scaleQuery(trace.projected, tall);
  attend(n, from, trace);

  const count = tall - from;
  const skipped = from * row;
  const active = trace.active + from * wide;
  x += skipped;
  product(count, d, d, trace.mixed + skipped, row, packed.output, 32, panelOf(d), x, row, true);
  norm(
    count,
    d,
    x,
    weights + atHiddenNorm,
    trace.hiddenNormed + skipped,
    trace.hiddenUnit + skipped,
    trace.hiddenScale + from * 4
  );
  for (let i = 0; i < count; i++) {
    memory.copy(active + i * wide, weights + atHiddenBias, wide);
    addTo(x + i * row, weights + atNarrowBias, d);
  }
  product(
    count,
    hidden,
    d,
    trace.hiddenNormed + skipped,
    row,
    packed.hidden,
    32,
    panelOf(d),
    active,
    wide,
    true
  );
  relu(active, count * hidden);
  product(count, d, hidden, active, wide, packed.narrow, 32, panelOf(hidden), x, row, true);
}

/** Carries the loss's gradient by x, [rows, d], back through the block in place, and adds to the parameters'. */
export function back(n: i32, dx: usize, weights: usize, gradient: usize, packed: Packed, trace: Trace): void {
  const d = width;
  const tall = roundUp(n, 4);
  const wide = usize(hidden) * 4;
  productOfTransposed(hidden, d, n, trace.active, wide, dx, row, PLAIN, gradient + atNarrow, row, true);
  sumRows(n, d, dx, gradient + atNarrowBias);
  product(tall, hidden, d, dx, row, packed.narrowBack, 32, panelOf(d), byActive, wide, false);
  reluBack(trace.active, byActive, tall * hidden);
  productOfTransposed(
    d,
    hidden,
    n,
    trace.hiddenNormed,
    row,
    byActive,
    wide,
    PLAIN,
    gradient + atHidden,
    wide,
    true
  );
  sumRows(n, hidden, byActive, gradient + atHiddenBias);
  product(tall, d, hidden, byActive, wide, packed.hiddenBack, 32, panelOf(hidden), byNormed, row, false);
  normBack(
    n,
    d,
    byNormed,
    weights + atHiddenNorm,
    trace.hiddenUnit,
    trace.hiddenScale,
    gradient + atHiddenNorm,
    dx
  );

  productOfTransposed(d, d, n, trace.mixed, row, dx, row, PLAIN, gradient + atOutput, row, true);
  product(tall, d, d, dx, row, packed.outputBack, 32, panelOf(d), byMixed, row, false);
  attendBack(n, trace, byMixed, byProjected);
  scaleQuery(byProjected, tall);
  productOfTransposed(
    d,
    3 * d,
    n,
    trace.normed,
    row,
    byProjected,
    3 * row,
    PLAIN,
    gradient + atAttention,
    3 * row,
    true
  );
  product(
    tall,
    d,
    3 * d,
    byProjected,
    3 * row,
    packed.attentionBack,
    32,
    panelOf(3 * d),
    byNormed,
    row,
    false
  );
  normBack(n, d, byNormed, weights, trace.unit, trace.scale, gradient, dx);
}

function relu(x: usize, count: i32): void {
  const end = x + count * 4;
  for (; x < end; x += 16) v128.store(x, f32x4.pmax(f32x4.splat(0), v128.load(x)));
}

/** Clears the gradient where nothing passed. */
function reluBack(x: usize, by: usize, count: i32): void {
  const end = x + count * 4;
  for (; x < end; x += 16) {
    v128.store(by, v128.and(v128.load(by), f32x4.gt(v128.load(x), f32x4.splat(0))));
    by += 16;
  }
}

/** out += the sum of n rows. */
function sumRows(n: i32, columns: i32, x: usize, out: usize): void {
  for (let i = 0; i < n; i++) {
    addTo(out, x, columns);
    x += columns * 4;
  }
}
