import { CpuEncoder } from '../encoding/cpu.ts';
import type { EncoderWeights } from '../encoding/weights.ts';
import { Noise } from '../noise.ts';
import { topOf } from '../ranking/top.ts';

/** What rungs are held against: fixed windows, and what float64 makes of them with the weights at hand. */
export interface Reference {
  windows: readonly ReferenceWindow[];
  /** Invented item vectors, [items, d], row-major. */
  catalogue: Float32Array;
}

export interface ReferenceWindow {
  rows: Float32Array<ArrayBuffer>;
  plays: number;
  /** [d] */
  state: Float32Array;
  /** The items of the catalogue that the state scores highest. */
  top: ReadonlySet<number>;
}

/** How many of the best items are compared. */
export const TOP = 20;
const ITEMS = 1000;
/** Values of the windows lie between these. */
const RANGE = 2;

export async function referenceFor(weights: EncoderWeights): Promise<Reference> {
  const { context, width } = weights.shape;
  const noise = new Noise();
  const draw = () => RANGE * noise.signed();
  const catalogue = Float32Array.from({ length: ITEMS * width }, draw);
  const encoder = new CpuEncoder(weights);
  const windows: ReferenceWindow[] = [];
  for (const plays of [context, context, Math.ceil(context / 2), 1]) {
    const rows = new Float32Array(context * width);
    for (let i = 0; i < plays * width; i++) rows[i] = draw();
    const state = await encoder.encode(rows, plays);
    windows.push({ rows, plays, state, top: topItems(catalogue, state) });
  }
  return { windows, catalogue };
}

/** @throws RangeError when a score is not a number */
export function topItems(catalogue: Float32Array, state: Float32Array): Set<number> {
  const width = state.length;
  const scores = Float32Array.from({ length: catalogue.length / width }, (_, item) =>
    state.reduce((sum, value, j) => sum + value * (catalogue[item * width + j] ?? 0), 0)
  );
  return new Set(topOf(scores, TOP).items);
}
