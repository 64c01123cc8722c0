import type { ModelShape } from '../../shape.ts';
import { inputLayout, type InputLayout } from '../inputs.ts';
import type { Kernel } from '../kernel.ts';
import { ATTENTION_GROUP } from '../kernels/attention.ts';
import { norm, normBack, normSums } from '../kernels/norm.ts';
import {
  addedProduct,
  maskedProduct,
  outerProduct,
  plainProduct,
  PRODUCT_GROUP,
  rectifiedProduct,
  residualProduct
} from '../kernels/product.ts';
import { QUAD, sizesOf, TILE, type Sizes } from '../sizes.ts';

/** What a step's dispatches depend on. */
export interface Counts {
  plays: number;
  touched: number;
}

/** One dispatch. */
export interface Op {
  kernel: Kernel;
  /** Buffer of each of the kernel's bindings. */
  buffers: Readonly<Record<string, string>>;
  constants: Readonly<Record<string, number>>;
  /** Workgroups along x, y and z. */
  groups: (counts: Counts) => readonly [number, number, number];
}

/** Workgroups of `group` that hold so many invocations. */
export const over = (invocations: number, group: number) => Math.ceil(invocations / group);

/** The list of dispatches while it is written, the buffers they name, and the ops that many of them share. */
export class Tape {
  readonly buffers = new Map<string, number>();
  readonly sizes: Sizes;
  readonly inputs: InputLayout;
  readonly products;
  readonly #norms;
  readonly #ops: Op[] = [];

  constructor(readonly shape: ModelShape) {
    const sizes = sizesOf(shape);
    this.sizes = sizes;
    this.inputs = inputLayout(shape);
    this.products = {
      plain: plainProduct(false),
      turned: plainProduct(true),
      rectified: rectifiedProduct(),
      residual: residualProduct(),
      masked: maskedProduct(),
      added: addedProduct(),
      outer: outerProduct()
    };
    this.#norms = { forward: norm(sizes), sums: normSums(sizes), back: normBack(sizes) };
  }

  /** The ops that `add` adds. */
  take(add: () => void): Op[] {
    add();
    return this.#ops.splice(0);
  }

  buffer(name: string, values: number): void {
    // A binding must not be empty.
    this.buffers.set(name, Math.max(values, QUAD) * Float32Array.BYTES_PER_ELEMENT);
  }

  op({ constants = {}, ...op }: Omit<Op, 'constants'> & { constants?: Op['constants'] }): void {
    this.#ops.push({ constants, ...op });
  }

  norm(x: string, weights: number, y: string, moments: string): void {
    this.op({
      kernel: this.#norms.forward,
      buffers: { x, parameters: 'parameters', y, moments },
      constants: { weights },
      groups: ({ plays }) => [over(plays, 64), 1, 1]
    });
  }

  /** From `byNormed` to `byX`. */
  normBack(x: string, moments: string, weights: number, fresh: boolean): void {
    const { quads, parts, dense } = this.sizes;
    this.op({
      kernel: this.#norms.sums,
      buffers: { x, moments, byY: 'byNormed', partials: 'partials' },
      constants: { to: weights - dense.from },
      groups: () => [over(quads, 16), over(parts, 4), 1]
    });
    this.op({
      kernel: this.#norms.back,
      buffers: { x, moments, byY: 'byNormed', parameters: 'parameters', byX: 'byX' },
      constants: { weights, fresh: Number(fresh) },
      groups: ({ plays }) => [over(plays, 64), 1, 1]
    });
  }

  product(
    kind: 'plain' | 'turned' | 'rectified' | 'residual' | 'masked',
    x: string,
    y: string,
    constants: { weights: number; inner: number; columns: number; bias?: number },
    more: Record<string, string> = {}
  ): void {
    this.op({
      kernel: this.products[kind],
      buffers: { x, matrix: 'parameters', ...more, y },
      constants,
      groups: this.overTiles(constants.columns)
    });
  }

  outer(
    x: string,
    y: string,
    rows: number,
    columns: number,
    { partials, ...constants }: { partials: string; parts: number; stride: number; to: number; bias: number }
  ): void {
    this.op({
      kernel: this.products.outer,
      buffers: { x, y, partials },
      constants: { rows, columns, ...constants },
      groups: () => [
        over(columns, TILE.quads * PRODUCT_GROUP[0]),
        over(rows * QUAD, TILE.rows * PRODUCT_GROUP[1]),
        constants.parts
      ]
    });
  }

  overTiles(columns: number): Op['groups'] {
    return ({ plays }) => [
      over(columns, TILE.quads * PRODUCT_GROUP[0]),
      over(plays, TILE.rows * PRODUCT_GROUP[1]),
      1
    ];
  }

  overWindows(units: number): Op['groups'] {
    const groups = [over(units, ATTENTION_GROUP[0]), over(this.shape.batch, ATTENTION_GROUP[1]), 1] as const;
    return () => groups;
  }
}
