/*
 * The training step of the sequence network (../../shape.ts) in AssemblyScript: each window goes forward and back while
 * it is in the cache, gradients add up over the batch in a fixed order, Adam follows. `npm run assembly` compiles it.
 */
import { prepareAttention } from './attention';
import { back, forward, packBlock, prepareBlocks } from './block';
import { embed, embedBack, setDropout } from './embedding';
import { gatherCandidates, lossOf, prepareLosses, scatterCandidates } from './losses';
import { allocate, roundUp, WORD } from './memory';
import { norm, normBack } from './norm';
import {
  atBlocks,
  atFinal,
  batch,
  blocks,
  blockSize,
  gradients,
  layOut,
  lengths,
  Packed,
  parameters,
  row,
  rows,
  Trace,
  width
} from './state';
import { clear } from './vector';

export { first, inputKinds, inputs, lengths, logQ, negatives, parameters, second, targets } from './state';
export { adam } from './adam';
export { addParcel, fillParcel, parcel, prepareParcel } from './exchange';
export { setDropout };

let traces = new StaticArray<Trace>(0);
let packs = new StaticArray<Packed>(0);
/** What goes through the blocks, [rows, d]. */
export let x: usize = 0;
/** Where `encode` leaves what it finds, [B, d]. */
export let encoded: usize = 0;
let dx: usize = 0;
let states: usize = 0;
let byStates: usize = 0;
let unit: usize = 0;
let scale: usize = 0;

/** To be called once. @returns the number of parameters */
export function configure(
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
  const count = layOut(d, H, f, N, L, B, V, K, bias, kind, drawn);
  prepareAttention();
  prepareBlocks();
  prepareLosses();
  x = allocate(rows * width);
  dx = allocate(rows * width);
  states = allocate(rows * width);
  byStates = allocate(rows * width);
  unit = allocate(rows * width);
  scale = allocate(rows);
  encoded = allocate(B * d);
  traces = new StaticArray<Trace>(N);
  packs = new StaticArray<Packed>(N);
  for (let i = 0; i < N; i++) {
    traces[i] = new Trace();
    packs[i] = new Packed();
  }
  return count;
}

/**
 * Finds the gradients of the windows `from`, `from + stride`, ... of a batch, for `adam` to use or `fillParcel` to pass
 * on. They must be zero before.
 * @param share 1 / plays in the whole batch
 * @returns the loss, summed over the plays of these windows
 */
export function differentiate(from: i32, stride: i32, share: f32): f64 {
  packWeights();
  gatherCandidates();
  let total: f64 = 0;
  for (let b = from; b < batch; b += stride) {
    const n = load<i32>(lengths + b * WORD);
    if (n > 0) total += window(b, n, share);
  }
  scatterCandidates();
  return total;
}

/** To be called before `encode` and `encodeRows` whenever the parameters have changed. */
export function packWeights(): void {
  for (let i = 0; i < blocks; i++) packBlock(parameters + atBlocks + i * blockSize, packs[i]);
}

/** Finds the hidden state after the last play of each of the windows `from`, `from + stride`, ... that has one. */
export function encode(from: i32, stride: i32): void {
  for (let b = from; b < batch; b += stride) {
    const n = load<i32>(lengths + b * WORD);
    if (n == 0) continue;
    embed(b, n, x);
    memory.copy(encoded + b * row, encodeRows(n), row);
  }
}

/**
 * Carries the first n rows at `x` through the network.
 * @returns address of the last one's hidden state, [d]
 */
export function encodeRows(n: i32): usize {
  // From the last block on, the tile of rows with the last one is all that is asked for.
  carry(n, (n - 1) & ~3);
  return states + (n - 1) * row;
}

/**
 * x through the blocks and the last norm.
 * @param from the first row whose state is asked for, a multiple of 4
 */
function carry(n: i32, from: i32): void {
  for (let i = 0; i < blocks; i++) {
    const first = i == blocks - 1 ? from : 0;
    forward(n, first, x, parameters + atBlocks + i * blockSize, packs[i], traces[i]);
  }
  const offset = from * row;
  norm(roundUp(n, 4) - from, width, x + offset, parameters + atFinal, states + offset, unit, scale);
}

/** One window forward and back. @returns its loss, summed over its plays */
function window(b: i32, n: i32, share: f32): f64 {
  embed(b, n, x);
  carry(n, 0);
  const loss = lossOf(b, n, states, byStates, share);
  clear(dx, roundUp(n, 4) * width);
  normBack(n, width, byStates, parameters + atFinal, unit, scale, gradients + atFinal, dx);
  for (let i = blocks - 1; i >= 0; i--) {
    const offset = atBlocks + i * blockSize;
    back(n, dx, parameters + offset, gradients + offset, packs[i], traces[i]);
  }
  embedBack(b, n, dx);
  return loss;
}
