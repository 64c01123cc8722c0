import {
  checkCount,
  checkQuery,
  checkVectors,
  paddedWidth,
  refuseNaN,
  type Catalogue,
  type CatalogueFormat
} from './catalogue.ts';
import { KernelMemory } from './kernels.ts';
import { toBytes, toShorts } from './quantize.ts';

/** Rows that the kernels score at a time; the last group is filled up with zeros. */
const GROUP = 4;

/** A catalogue in an instance of the kernels, which keeps the vectors in its memory. */
export function wasmCatalogue(
  module: WebAssembly.Module,
  vectors: Float32Array,
  width: number,
  format: CatalogueFormat
): Catalogue {
  const items = checkVectors(vectors, width, format);
  const memory = new KernelMemory(module);
  const rows = Math.ceil(items / GROUP) * GROUP;
  const scores = memory.take(4 * rows);
  // The outcome of `top`, as long as the longest k so far.
  let room = 0;
  let indices = 0;
  let values = 0;
  const reserve = (k: number) => {
    if (k <= room) return;
    indices = memory.take(4 * k);
    values = memory.take(4 * k);
    room = k;
  };
  const scoreAll = { f32: floats, int8: bytes }[format](memory, { vectors, items, rows, width, scores });
  return {
    items,
    width,
    format,
    score(query) {
      checkQuery(query, width);
      scoreAll(query);
      return memory.floats(scores, items).slice();
    },
    top(query, k) {
      checkQuery(query, width);
      const size = checkCount(k, items);
      reserve(size);
      scoreAll(query);
      if (!memory.kernels.top(scores, items, size, indices, values)) refuseNaN();
      return { items: memory.integers(indices, size).slice(), scores: memory.floats(values, size).slice() };
    }
  };
}

interface Table {
  vectors: Float32Array;
  items: number;
  /** Items with those that fill the last group. */
  rows: number;
  width: number;
  /** Address of the scores. */
  scores: number;
}

/** @returns what fills the scores for a query */
function floats(memory: KernelMemory, { vectors, items, rows, width, scores }: Table) {
  const stride = paddedWidth(width);
  const table = memory.take(4 * rows * stride);
  const h = memory.take(4 * stride);
  const target = memory.floats(table, rows * stride);
  for (let i = 0; i < items; i++) target.set(vectors.subarray(i * width, (i + 1) * width), i * stride);
  return (query: Float32Array) => {
    memory.floats(h, width).set(query);
    memory.kernels.scoreFloats(table, rows, stride, h, scores);
  };
}

function bytes(memory: KernelMemory, { vectors, items, rows, width, scores }: Table) {
  const stride = paddedWidth(width);
  const table = memory.take(rows * stride);
  const steps = memory.take(4 * rows);
  const h = memory.take(2 * stride);
  const target = memory.bytes(table, rows * stride);
  const targetSteps = memory.floats(steps, rows);
  for (let i = 0; i < items; i++) {
    const { whole, step } = toBytes(vectors.subarray(i * width, (i + 1) * width));
    target.set(whole, i * stride);
    targetSteps[i] = step;
  }
  return (query: Float32Array) => {
    const { whole, step } = toShorts(query);
    memory.shorts(h, width).set(whole);
    memory.kernels.scoreBytes(table, rows, stride, h, steps, step, scores);
  };
}
