import { allocate, roundUp } from './memory';
import { packTransposed } from './pack';
import { PLAIN, product, productOfTransposed } from './product';
import { headWidth, heads, panelOf, row, rows, Trace, width } from './state';
import { dot, exp, greatest, sum } from './vector';

/*
 * Causal attention of one window: head by head, A = softmax(Q K^T) over the plays up to each one's own, O = A V.
 * Q comes scaled by 1 / sqrt(head width). Tiles above the diagonal are neither computed nor read: a tile of rows
 * m ... m + 3 has m + 4 columns.
 */

const BLOCKED: f32 = -1e30;

let turned: usize = 0;
let byWeight: usize = 0;
let weightRow: usize = 0;

export function prepareAttention(): void {
  turned = allocate(headWidth * roundUp(rows, 8));
  byWeight = allocate(rows * rows);
  weightRow = usize(rows) * 4;
}

/**
 * @param n plays in the window; rows are computed up to the next multiple of 4
 * @param from the first row that is asked for, a multiple of 4
 */
export function attend(n: i32, from: i32, trace: Trace): void {
  const full = 3 * row;
  const tall = roundUp(n, 4);
  for (let h = 0; h < heads; h++) {
    const query = trace.projected + h * headWidth * 4;
    const weights = trace.attention + h * rows * weightRow;
    packTransposed(headWidth, tall, query + row, full, turned);
    for (let m = from; m < tall; m += 4) {
      const tile = weights + m * weightRow;
      product(
        4,
        m + 4,
        headWidth,
        query + m * full,
        full,
        turned,
        32,
        panelOf(headWidth),
        tile,
        weightRow,
        false
      );
      for (let i = m; i < m + 4; i++) softmax(weights + i * weightRow, i + 1, m + 4);
      product(
        4,
        headWidth,
        m + 4,
        tile,
        weightRow,
        query + 2 * row,
        full,
        PLAIN,
        trace.mixed + m * row + h * headWidth * 4,
        row,
        false
      );
    }
  }
}

/** The first `n` scores become weights that sum to 1; those up to `padded` (a multiple of 4) become 0. */
function softmax(scores: usize, n: i32, padded: i32): void {
  for (let j = n; j < padded; j++) store<f32>(scores + j * 4, BLOCKED);
  const end = scores + padded * 4;
  let peaks = v128.load(scores);
  for (let at = scores + 16; at < end; at += 16) peaks = f32x4.pmax(peaks, v128.load(at));
  const peak = f32x4.splat(greatest(peaks));
  let totals = f32x4.splat(0);
  for (let at = scores; at < end; at += 16) {
    const weight = exp(f32x4.sub(v128.load(at), peak));
    v128.store(at, weight);
    totals = f32x4.add(totals, weight);
  }
  const share = f32x4.splat(1 / sum(totals));
  for (let at = scores; at < end; at += 16) v128.store(at, f32x4.mul(v128.load(at), share));
  for (let j = n; j < padded; j++) store<f32>(scores + j * 4, 0);
}

/**
 * Back through `attend`: dA = dO V^T, dS = A (dA - sum of A dA), dQ = dS K, dK = dS^T Q, dV = A^T dO.
 * @param byMixed dO, [rows, d]
 * @param byProjected gets dQ (by the scaled query), dK and dV side by side, [rows, 3 d]
 */
export function attendBack(n: i32, trace: Trace, byMixed: usize, byProjected: usize): void {
  const full = 3 * row;
  const tall = roundUp(n, 4);
  for (let h = 0; h < heads; h++) {
    const place = h * headWidth * 4;
    const query = trace.projected + place;
    const key = query + row;
    const weights = trace.attention + h * rows * weightRow;
    const above = byMixed + place;
    const out = byProjected + place;
    packTransposed(headWidth, tall, key + row, full, turned);
    for (let m = 0; m < tall; m += 4) {
      const tile = byWeight + m * weightRow;
      product(
        4,
        m + 4,
        headWidth,
        above + m * row,
        row,
        turned,
        32,
        panelOf(headWidth),
        tile,
        weightRow,
        false
      );
      for (let i = m; i < m + 4; i++) softmaxBack(weights + i * weightRow, byWeight + i * weightRow, m + 4);
      product(4, headWidth, m + 4, tile, weightRow, key, full, PLAIN, out + m * full, full, false);
    }
    for (let m = 0; m < tall; m += 4) {
      const diagonal = m * weightRow + m * 4;
      productOfTransposed(
        4,
        headWidth,
        n - m,
        byWeight + diagonal,
        weightRow,
        query + m * full,
        full,
        PLAIN,
        out + row + m * full,
        full,
        false
      );
      productOfTransposed(
        4,
        headWidth,
        n - m,
        weights + diagonal,
        weightRow,
        above + m * row,
        row,
        PLAIN,
        out + 2 * row + m * full,
        full,
        false
      );
    }
  }
}

/** `by` holds dA and becomes dS. */
function softmaxBack(weights: usize, by: usize, n: i32): void {
  const mean = f32x4.splat(dot(weights, by, n));
  for (let j: usize = 0; j < usize(n) * 4; j += 16) {
    v128.store(by + j, f32x4.mul(v128.load(weights + j), f32x4.sub(v128.load(by + j), mean)));
  }
}

/** Scales the query part of [rows, 3 d], or its gradient, by 1 / sqrt(head width). */
export function scaleQuery(projected: usize, n: i32): void {
  const factor = f32x4.splat(1 / sqrt<f32>(f32(headWidth)));
  for (let i = 0; i < n; i++) {
    for (let j: usize = 0; j < usize(width) * 4; j += 16) {
      v128.store(projected + j, f32x4.mul(v128.load(projected + j), factor));
    }
    projected += 3 * row;
  }
}
