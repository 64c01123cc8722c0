import { parameterLayout } from '../training/layout.ts';
import type { ModelShape } from '../training/shape.ts';
import { checkLength } from './weights.ts';

/**
 * What goes into the encoder for one window: sqrt(d) E[item] + K[kind] + P[t] for each play, zeros after the last one.
 * @param parameters all of the model's, as `parameterLayout(shape)` lays them out
 * @param items of the plays, first to last, at most L
 * @param kinds one for each play; empty where the shape has none
 * @returns shape [L, d], row-major
 * @throws RangeError when something does not fit the shape
 */
export function encoderRows(
  shape: ModelShape,
  parameters: Float32Array,
  items: ArrayLike<number>,
  kinds: ArrayLike<number>
): Float32Array<ArrayBuffer> {
  const { width, context } = shape;
  const layout = parameterLayout(shape);
  checkLength('parameters', parameters, layout.size);
  if (items.length > context) throw new RangeError(`a window has at most ${context} plays`);
  checkLength('kinds', kinds, shape.kinds > 0 ? items.length : 0);
  /** A row of a table. */
  const row = (name: string, index: number) => {
    const table = layout.parameters.find((parameter) => parameter.name === name);
    if (!table || !(index >= 0 && index < table.rows)) throw new RangeError(`${name} has no row ${index}`);
    return parameters.subarray(table.offset + index * width, table.offset + (index + 1) * width);
  };
  const scale = Math.sqrt(width);
  const rows = new Float32Array(context * width);
  for (let t = 0; t < items.length; t++) {
    const item = row('items', items[t] ?? -1);
    const kind = shape.kinds > 0 ? row('kinds', kinds[t] ?? -1) : undefined;
    const position = row('positions', t);
    for (let j = 0; j < width; j++) {
      rows[t * width + j] = scale * (item[j] ?? 0) + (kind?.[j] ?? 0) + (position[j] ?? 0);
    }
  }
  return rows;
}
