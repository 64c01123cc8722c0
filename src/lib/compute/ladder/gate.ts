import type { Encoder, Precision } from '../encoding/encoder.ts';
import { topItems, type Reference, type ReferenceWindow } from './reference.ts';

/** How far from float64 a route may be, relative to the largest value of the state. */
const TOLERANCE: Readonly<Record<Precision, number>> = { f32: 1e-4, f16: 2e-3 };
/** Of the 20 best items. */
const LEAST_OVERLAP = 18;

export interface Verdict {
  passes: boolean;
  /** The largest error over the reference windows, relative. */
  error: number;
  /** Of the 20 best items, how many are the same, in the worst window. */
  overlap: number;
}

/** Whether an encoder computes as float64 does. One that does not must not be used, however fast it is. */
export async function judge(encoder: Encoder, precision: Precision, reference: Reference): Promise<Verdict> {
  const verdict: Verdict = { passes: false, error: 0, overlap: Infinity };
  for (const window of reference.windows) {
    const state = await encoder.encode(window.rows, window.plays);
    verdict.error = Math.max(verdict.error, errorOf(state, window));
    if (verdict.error === Infinity) return { passes: false, error: Infinity, overlap: 0 };
    const top = topItems(reference.catalogue, state);
    verdict.overlap = Math.min(verdict.overlap, [...top].filter((item) => window.top.has(item)).length);
  }
  verdict.passes = isClose(verdict.error, precision) && verdict.overlap >= LEAST_OVERLAP;
  return verdict;
}

export function isClose(error: number, precision: Precision): boolean {
  return error <= TOLERANCE[precision];
}

/** Infinite where a value is not a number, or the state has another length. */
export function errorOf(state: Float32Array, { state: expected }: ReferenceWindow): number {
  if (state.length !== expected.length || !state.every(Number.isFinite)) return Infinity;
  let largest = 0;
  let difference = 0;
  expected.forEach((value, j) => {
    largest = Math.max(largest, Math.abs(value));
    difference = Math.max(difference, Math.abs(value - (state[j] ?? 0)));
  });
  return largest > 0 ? difference / largest : difference;
}
