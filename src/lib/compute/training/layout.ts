import type { ModelShape } from './shape.ts';

/** One parameter's place in the array that holds them all. */
export interface Parameter {
  name: string;
  /** Row-major. A norm holds its gain in row 0 and its offset in row 1. */
  rows: number;
  columns: number;
  /** Of its first value, counted in values. */
  offset: number;
}

export interface Layout {
  parameters: readonly Parameter[];
  /** Values of all of them. */
  size: number;
}

/**
 * Where each parameter lies: the item table first, so that an item's row begins at item * width, and the items' biases
 * last, being the only ones whose number may be odd.
 */
export function parameterLayout(shape: ModelShape): Layout {
  const { width: d, hidden, context, items, kinds, blocks, itemBias } = shape;
  const parameters: Parameter[] = [];
  let offset = 0;
  const add = (name: string, rows: number, columns: number) => {
    parameters.push({ name, rows, columns, offset });
    offset += rows * columns;
  };
  add('items', items, d);
  add('positions', context, d);
  if (kinds > 0) add('kinds', kinds, d);
  for (let i = 0; i < blocks; i++) {
    add(`block${i}.attentionNorm`, 2, d);
    // Query, key and value side by side: one product makes all three.
    add(`block${i}.attention`, d, 3 * d);
    add(`block${i}.output`, d, d);
    add(`block${i}.hiddenNorm`, 2, d);
    add(`block${i}.hidden`, d, hidden);
    add(`block${i}.hiddenBias`, 1, hidden);
    add(`block${i}.narrow`, hidden, d);
    add(`block${i}.narrowBias`, 1, d);
  }
  add('finalNorm', 2, d);
  if (itemBias) add('itemBias', items, 1);
  return { parameters, size: offset };
}
