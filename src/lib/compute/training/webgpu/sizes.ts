import { parameterLayout, type Layout } from '../layout.ts';
import type { ModelShape } from '../shape.ts';

/** Values in a `vec4f`: rows are read and written so, and their places counted so, in "quads". */
export const QUAD = 4;

/** What one invocation of a product holds in registers: rows, and quads of columns. */
export const TILE = { rows: 8, quads: 2 } as const;
const TILE_COLUMNS = TILE.quads * QUAD;

/** Sizes that the kernels' texts and the buffers are made from. */
export interface Sizes {
  shape: ModelShape;
  layout: Layout;
  /** Rows of the buffers that hold a row for each play: all tiles whole. */
  rows: number;
  /** Of a row of d values. */
  quads: number;
  hiddenQuads: number;
  headQuads: number;
  /** Of a row of attention weights, [L], whole tiles. */
  weightQuads: number;
  /** First place of the parameters that every step changes, and their number: all but the items and their biases. */
  dense: { from: number; quads: number };
  /** Parts into which the plays are split where sums over all plays are taken, one sum for each part. */
  parts: number;
  /** Items against which the softmax losses judge every play. */
  candidates: Candidates;
  /** First place of a parameter, counted in quads. @throws Error where the shape has none of that name */
  place: (name: string) => number;
}

export interface Candidates {
  count: number;
  /** Of them, how many are held at a time, whole tiles: scores of all plays against all items are never stored. */
  chunk: number;
  chunks: number;
  /** Candidates that one invocation of the first pass sees, and how many of these spans there are. */
  span: number;
  spans: number;
  /** Like `Sizes.parts`, for the gradient by the candidates. */
  parts: number;
}

/** Rows in a part, at least: fewer would write more sums than they save time. */
const PART_ROWS = 128;
const MOST_PARTS = 64;
/** Bytes of the sums of all parts, at most. */
const PARTS_BYTES = 2 ** 26;
const CHUNK = 512;
const SPAN = 64;
const MOST_SPANS = 64;
const CANDIDATE_PARTS = 16;

export function sizesOf(shape: ModelShape): Sizes {
  const { width, heads, hidden, context, batch, items } = shape;
  const layout = parameterLayout(shape);
  const rows = roundUp(batch * context, TILE.rows);
  const from = items * width;
  const end = layout.parameters.find(({ name }) => name === 'itemBias')?.offset ?? layout.size;
  const denseQuads = (end - from) / QUAD;
  const partBytes = denseQuads * QUAD * Float32Array.BYTES_PER_ELEMENT;
  return {
    shape,
    layout,
    rows,
    quads: width / QUAD,
    hiddenQuads: hidden / QUAD,
    headQuads: width / heads / QUAD,
    weightQuads: roundUp(context, TILE_COLUMNS) / QUAD,
    dense: { from: from / QUAD, quads: denseQuads },
    parts: clamp(Math.min(Math.floor(rows / PART_ROWS), Math.floor(PARTS_BYTES / partBytes)), 1, MOST_PARTS),
    candidates: candidatesOf(shape, rows),
    place: (name) => {
      const parameter = layout.parameters.find((one) => one.name === name);
      if (!parameter) throw new Error(`The shape has no parameter "${name}".`);
      return parameter.offset / QUAD;
    }
  };
}

function candidatesOf({ loss, negatives, items }: ModelShape, rows: number): Candidates {
  const count = { bce: 0, sampled: negatives, full: items }[loss];
  const chunk = Math.min(roundUp(count, TILE_COLUMNS), CHUNK);
  const span = Math.max(SPAN, roundUp(Math.ceil(count / MOST_SPANS), TILE_COLUMNS));
  return {
    count,
    chunk,
    chunks: chunk > 0 ? Math.ceil(count / chunk) : 0,
    span,
    spans: Math.ceil(count / span),
    parts: clamp(Math.floor(rows / PART_ROWS), 1, CANDIDATE_PARTS)
  };
}

export function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
