import { parameterLayout, type Layout } from '../training/layout.ts';
import type { ModelShape } from '../training/shape.ts';

/** The sizes of what turns rows into a hidden state; see `ModelShape` for the equations. */
export type EncoderShape = Pick<ModelShape, 'width' | 'heads' | 'blocks' | 'hidden' | 'context'>;

/** What every rung is built from: the network without its tables of items, kinds and positions. */
export interface EncoderWeights {
  shape: EncoderShape;
  /** The blocks and the last norm, laid out as `encoderLayout` says. */
  values: Float32Array;
}

/** Where each parameter lies in `EncoderWeights.values`. */
export function encoderLayout(shape: EncoderShape): Layout {
  const { parameters, size } = parameterLayout({
    ...shape,
    // Without rows, the tables that come first take no place.
    ...{ items: 0, context: 0, kinds: 0, itemBias: false },
    ...{ batch: 0, loss: 'bce', negatives: 0, dropout: 0 }
  });
  return { parameters: parameters.filter(({ rows }) => rows > 0), size };
}

/**
 * @param parameters all of the model's, as `parameterLayout(shape)` lays them out; not copied
 * @throws RangeError when their number is another one
 */
export function encoderWeights(shape: ModelShape, parameters: Float32Array): EncoderWeights {
  const layout = parameterLayout(shape);
  checkLength('parameters', parameters, layout.size);
  const { width, heads, blocks, hidden, context } = shape;
  const own = { width, heads, blocks, hidden, context };
  const { size } = encoderLayout(own);
  const end = layout.size - (shape.itemBias ? shape.items : 0);
  return { shape: own, values: parameters.subarray(end - size, end) };
}

/** @throws RangeError */
export function checkLength(name: string, values: { length: number }, length: number): void {
  if (values.length !== length) throw new RangeError(`${name} holds ${values.length} values, not ${length}`);
}
