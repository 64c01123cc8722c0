import { allocate, roundUp, WORD } from './memory';
import { packedSize } from './pack';

/* The shape, set once by `configure`, and where everything lies. Offsets are bytes, counts are numbers. */

export const BCE: i32 = 0;
export const SAMPLED: i32 = 1;
export const FULL: i32 = 2;

export let width: i32 = 0;
export let heads: i32 = 0;
export let headWidth: i32 = 0;
export let hidden: i32 = 0;
export let blocks: i32 = 0;
export let context: i32 = 0;
export let batch: i32 = 0;
export let items: i32 = 0;
export let kinds: i32 = 0;
export let biased: bool = false;
export let loss: i32 = 0;
/** Negatives of a step: shared ones, or one for each position (BCE). */
export let negativeCount: i32 = 0;
/** Items each position is held against at once, and the same filled up to whole panels. */
export let candidates: i32 = 0;
export let columns: i32 = 0;
/** Rows of a window filled up to whole tiles. */
export let rows: i32 = 0;
/** Bytes of one row of hidden states. */
export let row: usize = 0;

/* Parameters: offsets from the start of each of the four arrays, in the order of layout.ts. */
export let atPositions: usize = 0;
export let atKinds: usize = 0;
export let atBlocks: usize = 0;
export let blockSize: usize = 0;
export let atFinal: usize = 0;
export let atBias: usize = 0;
export let parameterCount: i32 = 0;
/* Within a block. The attention's norm comes first. */
export let atAttention: usize = 0;
export let atOutput: usize = 0;
export let atHiddenNorm: usize = 0;
export let atHidden: usize = 0;
export let atHiddenBias: usize = 0;
export let atNarrow: usize = 0;
export let atNarrowBias: usize = 0;

export let parameters: usize = 0;
export let gradients: usize = 0;
export let first: usize = 0;
export let second: usize = 0;

/* The batch. */
export let inputs: usize = 0;
export let inputKinds: usize = 0;
export let targets: usize = 0;
export let lengths: usize = 0;
export let negatives: usize = 0;
export let logQ: usize = 0;

/* Rows of the item table that the step has touched: a mark for each item, and their list. */
export let marks: usize = 0;
export let touched: usize = 0;

/**
 * Lays out memory for one shape.
 * @returns how many parameters the shape has
 */
export function layOut(
  d: i32,
  H: i32,
  f: i32,
  N: i32,
  L: i32,
  B: i32,
  V: i32,
  K: i32,
  bias: bool,
  kind: i32,
  drawn: i32
): i32 {
  width = d;
  heads = H;
  headWidth = d / H;
  hidden = f;
  blocks = N;
  context = L;
  batch = B;
  items = V;
  kinds = K;
  biased = bias;
  loss = kind;
  negativeCount = kind == BCE ? B * L : drawn;
  candidates = kind == FULL ? V : kind == SAMPLED ? drawn : 0;
  columns = roundUp(candidates, 8);
  rows = roundUp(L, 4);
  row = usize(d) * 4;

  atPositions = usize(V * d) * 4;
  atKinds = atPositions + usize(L * d) * 4;
  atBlocks = atKinds + usize(K * d) * 4;
  atAttention = usize(2 * d) * 4;
  atOutput = atAttention + usize(3 * d * d) * 4;
  atHiddenNorm = atOutput + usize(d * d) * 4;
  atHidden = atHiddenNorm + usize(2 * d) * 4;
  atHiddenBias = atHidden + usize(d * f) * 4;
  atNarrow = atHiddenBias + usize(f) * 4;
  atNarrowBias = atNarrow + usize(f * d) * 4;
  blockSize = atNarrowBias + usize(d) * 4;
  atFinal = atBlocks + usize(N) * blockSize;
  atBias = atFinal + usize(2 * d) * 4;
  parameterCount = i32(atBias / 4) + (bias ? V : 0);

  // The full softmax reads up to seven rows past the item table (with weight zero): room for a table alone.
  const room = parameterCount + 8 * d;
  parameters = allocate(room);
  gradients = allocate(room);
  first = allocate(room);
  second = allocate(room);
  inputs = allocate(B * L);
  inputKinds = allocate(B * L);
  targets = allocate(B * L);
  lengths = allocate(B);
  negatives = allocate(roundUp(negativeCount, 8));
  logQ = allocate(V);
  marks = allocate(V);
  touched = allocate(V);
  return parameterCount;
}

/** What the way back needs of a block's way forward, for one window. */
export class Trace {
  normed: usize = allocate(rows * width);
  unit: usize = allocate(rows * width);
  scale: usize = allocate(rows);
  /** Query, key and value side by side, [rows, 3 d]. */
  projected: usize = allocate(rows * 3 * width);
  /** Attention weights, [heads, rows, rows]. */
  attention: usize = allocate(heads * rows * rows);
  mixed: usize = allocate(rows * width);
  hiddenNormed: usize = allocate(rows * width);
  hiddenUnit: usize = allocate(rows * width);
  hiddenScale: usize = allocate(rows);
  active: usize = allocate(rows * hidden);
}

/** A block's weights packed for products, as they are and transposed. */
export class Packed {
  attention: usize = allocate(packedSize(width, 3 * width));
  output: usize = allocate(packedSize(width, width));
  hidden: usize = allocate(packedSize(width, hidden));
  narrow: usize = allocate(packedSize(hidden, width));
  attentionBack: usize = allocate(packedSize(3 * width, width));
  outputBack: usize = allocate(packedSize(width, width));
  hiddenBack: usize = allocate(packedSize(hidden, width));
  narrowBack: usize = allocate(packedSize(width, hidden));
}

/** Bytes of one panel of a packed matrix with K rows. */
export function panelOf(K: i32): usize {
  return usize(K) * 32;
}

/** Notes that the step changes an item's row. */
export function touch(item: i32): void {
  const mark = marks + item * WORD;
  if (load<i32>(mark) != 0) return;
  store<i32>(mark, 1);
  store<i32>(touched + touchedCount * WORD, item);
  touchedCount++;
}

export let touchedCount: i32 = 0;

export function forgetTouched(): void {
  for (let i = 0; i < touchedCount; i++) store<i32>(marks + load<i32>(touched + i * WORD) * WORD, 0);
  touchedCount = 0;
}
