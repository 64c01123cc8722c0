import { parameterLayout } from '../training/layout.ts';
import type { ModelShape } from '../training/shape.ts';
import { checkLength } from './weights.ts';

/** Vectors whose scalar product with a query is an item's score. */
export interface ItemVectors {
  /** Shape [V, width], row-major. */
  vectors: Float32Array;
  width: number;
}

/**
 * The items as a catalogue takes them: score(h, v) = h E[v] + bias[v] is one product where the bias is a component more.
 * @param parameters all of the model's, as `parameterLayout(shape)` lays them out
 * @throws RangeError when their number is another one
 */
export function itemVectors(shape: ModelShape, parameters: Float32Array): ItemVectors {
  const { items, width, itemBias } = shape;
  const { size } = parameterLayout(shape);
  checkLength('parameters', parameters, size);
  const table = parameters.subarray(0, items * width);
  if (!itemBias) return { vectors: table, width };
  const biases = parameters.subarray(size - items);
  const vectors = new Float32Array(items * (width + 1));
  for (let item = 0; item < items; item++) {
    vectors.set(table.subarray(item * width, (item + 1) * width), item * (width + 1));
    vectors[item * (width + 1) + width] = biases[item] ?? 0;
  }
  return { vectors, width: width + 1 };
}

/** What `itemVectors` are multiplied by for a hidden state. */
export function itemQuery({ itemBias }: ModelShape, state: Float32Array): Float32Array {
  return itemBias ? Float32Array.of(...state, 1) : state;
}
