import {
  encoderRows,
  encoderWeights,
  type EncoderWeights
} from '../../../../src/lib/compute/encoding/index.ts';
import { initialState } from '../../../../src/lib/compute/training/initial.ts';
import { parameterLayout } from '../../../../src/lib/compute/training/layout.ts';
import type { ModelShape } from '../../../../src/lib/compute/training/shape.ts';
import { seededRandom } from '../../../../src/lib/random/index.ts';
import { randomBatch, smallShape } from '../training/cases.ts';
import { statesInFloat64 } from '../../../../src/lib/compute/training/float64.ts';

/** Windows of every length, and what the equations, written out in float64, make of them. */
export interface EncoderCase {
  shape: ModelShape;
  parameters: Float32Array;
  weights: EncoderWeights;
  windows: { rows: Float32Array<ArrayBuffer>; plays: number; state: number[] }[];
}

/** Weights as after training: norms and biases are no longer what they began as. */
export function encoderCase(changes: Partial<ModelShape> = {}): EncoderCase {
  const plain = smallShape('full', { dropout: 0, ...changes });
  const shape = { ...plain, batch: plain.context };
  const random = seededRandom(31);
  const parameters = initialState(shape, () => random.uniform()).parameters;
  for (const { name, offset, rows, columns } of parameterLayout(shape).parameters) {
    if (!/Norm|Bias/.test(name)) continue;
    for (let i = offset; i < offset + rows * columns; i++) {
      parameters[i] = (parameters[i] ?? 0) + random.uniform() - 0.5;
    }
  }
  const batch = randomBatch(shape, random);
  batch.lengths.forEach((_, window) => (batch.lengths[window] = window + 1));
  const states = statesInFloat64(shape, parameters, batch);
  const windows = Array.from(batch.lengths, (plays, window) => {
    const part = (list: Int32Array) => list.subarray(window * shape.context, window * shape.context + plays);
    return {
      rows: encoderRows(shape, parameters, part(batch.items), shape.kinds > 0 ? part(batch.kinds) : []),
      plays,
      state: states.slice(window * shape.width, (window + 1) * shape.width)
    };
  });
  return { shape, parameters, weights: encoderWeights(shape, parameters), windows };
}

/** Sizes that are no round numbers, more than one block or none, and sizes as the app's. */
export const SHAPES: [string, Partial<ModelShape>][] = [
  ['two blocks with kinds', {}],
  ['one block, one head', { blocks: 1, heads: 1, context: 9 }],
  ['three blocks, three heads', { width: 24, heads: 3, blocks: 3, hidden: 20, kinds: 0, itemBias: false }],
  ['no block', { blocks: 0 }],
  ['as large as the app makes it', { width: 48, heads: 1, blocks: 1, hidden: 96, context: 32, items: 60 }]
];
