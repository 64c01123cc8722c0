import { allocate, roundUp, WORD } from './memory';
import { packedSize, packTransposed } from './pack';
import { PLAIN, product, productOfTransposed } from './product';
import {
  atBias,
  BCE,
  biased,
  candidates,
  columns,
  context,
  FULL,
  gradients,
  logQ,
  loss,
  negatives,
  panelOf,
  parameters,
  row,
  rows,
  SAMPLED,
  targets,
  touch,
  width
} from './state';
import { addScaled, clear, dot, exp, greatest, sum } from './vector';

/*
 * Losses of hidden states H against items, score(i, v) = H_i E_v + bias_v; each is the mean over the batch's plays.
 *   BCE:      -log sigmoid(score of the target) - log sigmoid(-score of the position's negative)
 *   sampled:  log of the sum of exp(score - logQ) over the target and the shared negatives, less the target's own
 *   full:     log of the sum of exp(score) over all items, less the target's
 * The softmaxes hold one window's scores, [L, candidates], at a time.
 */

const BLOCKED: f32 = -1e30;

/** The candidates' rows [columns, d] and the gradient by them; the table itself for the full softmax. */
let table: usize = 0;
let byTable: usize = 0;
/** Their transpose, packed. */
let turned: usize = 0;
/** What is added to each candidate's score, and the gradient by it, [columns]. */
let offsets: usize = 0;
let byOffsets: usize = 0;
/** [rows, columns] */
let scores: usize = 0;

export function prepareLosses(): void {
  if (loss == BCE) return;
  if (loss == SAMPLED) {
    table = allocate(columns * width);
    byTable = allocate(columns * width);
  } else {
    table = parameters;
    byTable = gradients;
  }
  turned = allocate(packedSize(width, columns));
  offsets = allocate(columns);
  byOffsets = allocate(columns);
  scores = allocate(rows * columns);
}

/** Before the first window. */
export function gatherCandidates(): void {
  if (loss == BCE) return;
  clear(byOffsets, columns);
  for (let j = 0; j < columns; j++) {
    const item = j >= candidates ? -1 : loss == FULL ? j : load<i32>(negatives + j * WORD);
    const draw: f32 = item >= 0 && loss == SAMPLED ? load<f32>(logQ + item * 4) : 0;
    store<f32>(offsets + j * 4, item < 0 ? BLOCKED : biasOf(item) - draw);
    if (loss == SAMPLED && item >= 0) memory.copy(table + j * row, parameters + item * row, row);
    // A place that no item fills equals no target.
    if (loss == SAMPLED && item < 0) store<i32>(negatives + j * WORD, -1);
  }
  if (loss == SAMPLED) clear(byTable, columns * width);
  packTransposed(width, candidates, table, row, turned);
}

/** After the last window. */
export function scatterCandidates(): void {
  if (loss == BCE) return;
  for (let j = 0; j < candidates; j++) {
    const item = loss == FULL ? j : load<i32>(negatives + j * WORD);
    touch(item);
    if (loss == SAMPLED) addScaled(gradients + item * row, byTable + j * row, 1, width);
    addToBias(item, load<f32>(byOffsets + j * 4));
  }
}

/**
 * @param h hidden states, [rows, d]
 * @param dh gets the gradient by them
 * @param share 1 / number of plays in the batch
 * @returns the window's loss, summed
 */
export function lossOf(b: i32, n: i32, h: usize, dh: usize, share: f32): f64 {
  return loss == BCE ? pairLoss(b, n, h, dh, share) : softmaxLoss(b, n, h, dh, share);
}

function pairLoss(b: i32, n: i32, h: usize, dh: usize, share: f32): f64 {
  let total: f64 = 0;
  for (let i = 0; i < n; i++) {
    const place = (b * context + i) * WORD;
    const state = h + i * row;
    const by = dh + i * row;
    memory.fill(by, 0, row);
    total += judge(load<i32>(targets + place), 1, state, by, share);
    total += judge(load<i32>(negatives + place), -1, state, by, share);
  }
  return total;
}

/** -log sigmoid(sign * score) and its gradients. */
function judge(item: i32, sign: f32, state: usize, by: usize, share: f32): f64 {
  const vector = parameters + item * row;
  const z = sign * (dot(state, vector, width) + biasOf(item));
  // exp(-|z|) cannot overflow: log(1 + exp(-z)) = max(-z, 0) + log(1 + exp(-|z|)).
  const small = exp1(-abs<f32>(z));
  const slope: f32 = (-sign * (z >= 0 ? small : 1) * share) / (1 + small);
  addScaled(by, vector, slope, width);
  touch(item);
  addScaled(gradients + item * row, state, slope, width);
  addToBias(item, slope);
  return f64(max<f32>(-z, 0) + Mathf.log1p(small));
}

function softmaxLoss(b: i32, n: i32, h: usize, dh: usize, share: f32): f64 {
  const tall = roundUp(n, 4);
  const scoreRow = usize(columns) * 4;
  product(tall, columns, width, h, row, turned, 32, panelOf(width), scores, scoreRow, false);
  let total: f64 = 0;
  for (let i = 0; i < n; i++) {
    const target = load<i32>(targets + (b * context + i) * WORD);
    const line = scores + i * scoreRow;
    total +=
      loss == FULL
        ? fullRow(line, target, share)
        : sampledRow(line, target, h + i * row, dh + i * row, share);
  }
  clear(scores + n * scoreRow, (tall - n) * columns);
  product(tall, width, columns, scores, scoreRow, table, row, PLAIN, dh, row, loss == SAMPLED);
  productOfTransposed(columns, width, n, scores, scoreRow, h, row, PLAIN, byTable, row, true);
  return total;
}

/** Scores of one play become the gradient by them. The target is one of the candidates. */
function fullRow(line: usize, target: i32, share: f32): f64 {
  let peaks = f32x4.splat(BLOCKED);
  for (let j: usize = 0; j < usize(columns) * 4; j += 16) {
    const score = f32x4.add(v128.load(line + j), v128.load(offsets + j));
    v128.store(line + j, score);
    peaks = f32x4.pmax(peaks, score);
  }
  const own = load<f32>(line + target * 4);
  const peak = greatest(peaks);
  const total = exponentials(line, peak);
  normalise(line, share / total);
  store<f32>(line + target * 4, load<f32>(line + target * 4) - share);
  if (biased) addToBias(target, -share);
  return f64(peak - own) + f64(Mathf.log(total));
}

/** The same where the target stands beside the candidates, of which those equal to it do not count. */
function sampledRow(line: usize, target: i32, state: usize, by: usize, share: f32): f64 {
  const vector = parameters + target * row;
  const own = dot(state, vector, width) + biasOf(target) - load<f32>(logQ + target * 4);
  const same = i32x4.splat(target);
  let peaks = f32x4.splat(own);
  for (let j: usize = 0; j < usize(columns) * 4; j += 16) {
    const hit = i32x4.eq(v128.load(negatives + j), same);
    const sum = f32x4.add(v128.load(line + j), v128.load(offsets + j));
    const score = v128.bitselect(f32x4.splat(BLOCKED), sum, hit);
    v128.store(line + j, score);
    peaks = f32x4.pmax(peaks, score);
  }
  const peak = greatest(peaks);
  const ownShare = exp1(own - peak);
  const total = exponentials(line, peak) + ownShare;
  normalise(line, share / total);
  const slope = share * (ownShare / total - 1);
  const factor = f32x4.splat(slope);
  for (let j: usize = 0; j < row; j += 16) v128.store(by + j, f32x4.mul(v128.load(vector + j), factor));
  touch(target);
  addScaled(gradients + target * row, state, slope, width);
  addToBias(target, slope);
  return f64(peak - own) + f64(Mathf.log(total));
}

/** Scores become exp(score - peak). @returns their sum */
function exponentials(line: usize, peak: f32): f32 {
  const top = f32x4.splat(peak);
  let totals = f32x4.splat(0);
  for (let j: usize = 0; j < usize(columns) * 4; j += 16) {
    const value = exp(f32x4.sub(v128.load(line + j), top));
    v128.store(line + j, value);
    totals = f32x4.add(totals, value);
  }
  return sum(totals);
}

function normalise(line: usize, factor: f32): void {
  const scale = f32x4.splat(factor);
  for (let j: usize = 0; j < usize(columns) * 4; j += 16) {
    const value = f32x4.mul(v128.load(line + j), scale);
    v128.store(line + j, value);
    if (biased) v128.store(byOffsets + j, f32x4.add(v128.load(byOffsets + j), value));
  }
}

function biasOf(item: i32): f32 {
  return biased ? load<f32>(parameters + atBias + item * 4) : 0;
}

function addToBias(item: i32, change: f32): void {
  if (!biased) return;
  const at = gradients + atBias + item * 4;
  store<f32>(at, load<f32>(at) + change);
}

function exp1(x: f32): f32 {
  return f32x4.extract_lane(exp(f32x4.splat(x)), 0);
}
