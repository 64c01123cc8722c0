import { kernel, repeat, type Constant, type Element, type Kernel } from '../kernel.ts';
import { QUAD, TILE } from '../sizes.ts';

/*
 * Matrix products in register tiles: one invocation computes 8 rows by 8 columns, reads 16 quads for every 64 products
 * of quads, and shares nothing with others, so there is no barrier. On a GPU, invocations of a workgroup read the same
 * rows at the same time, from its cache; 64 sums leave enough registers for that on all but the smallest. In software,
 * where a barrier costs more than anything and each value read costs as much as five multiplications, it is what pays.
 */

/** Invocations of a workgroup along columns and rows. */
export const PRODUCT_GROUP = [8, 4] as const;
export const TILE_COLUMNS = TILE.quads * QUAD;
/** Of `outerProduct`'s loop. */
const PLAYS_AT_ONCE = 2;
const LANES = 'xyzw';

/** For each row i and quad of columns j of a tile. */
export function eachOfTile(text: (i: number, j: number) => string): string {
  return repeat(TILE.rows, (i) => repeat(TILE.quads, (j) => text(i, j)));
}

/** Sets the tile's sums, `c{i}_{j}`, to 0. */
export const CLEAR_TILE = eachOfTile((i, j) => `var c${i}_${j} = vec4f(0);`);

/**
 * Adds the products of rows `a[aRow{i} + k]` with rows `w[wRow{i} + k]` for all k < `inner`, sums of quads: A B^T, both
 * read along their rows.
 */
export function addTurned(a: string, w: string, inner: string): string {
  return `for (var k = 0u; k < ${inner}; k++) {
${repeat(TILE.rows, (i) => `let a${i} = ${a}[aRow${i} + k];`)}
${repeat(TILE_COLUMNS, (i) => `let w${i} = ${w}[wRow${i} + k];`)}
${repeat(QUAD, (lane) => {
  const b = (j: number) => repeat(QUAD, (l) => `w${j * QUAD + l}.${LANES[lane]}`, ', ');
  return `{ ${repeat(TILE.quads, (j) => `let b${j} = vec4f(${b(j)});`)} ${multiply(lane)} }`;
})}
}`;
}

/** The same with columns of `w`, whose rows begin at `wRow` and `wStride` further each: A B. */
function addPlain(a: string, w: string, inner: string): string {
  return `for (var k = 0u; k < ${inner}; k++) {
${repeat(TILE.rows, (i) => `let a${i} = ${a}[aRow${i} + k];`)}
${repeat(QUAD, (lane) => {
  const b = (j: number) => `let b${j} = ${w}[wRow + ${j}u];`;
  return `{ ${repeat(TILE.quads, b)} ${multiply(lane)} wRow += wStride; }`;
})}
}`;
}

function multiply(lane: number): string {
  return eachOfTile((i, j) => `c${i}_${j} = fma(vec4f(a${i}.${LANES[lane]}), b${j}, c${i}_${j});`);
}

interface ProductSource {
  name: string;
  /** B stands transposed. */
  turned: boolean;
  reads?: Record<string, Element>;
  constants?: Record<string, Constant>;
  /** Before the stores. */
  prepare?: string;
  /** Stores the sum `c{i}_{j}`; `at` is its place in `y`. */
  store: (i: number, j: number, at: string) => string;
}

/** Y from X [plays, inner] and the matrix at `weights`, [inner, columns] or, turned, [columns, inner]; sizes in quads. */
export function product({
  name,
  turned,
  reads = {},
  constants = {},
  prepare = '',
  store
}: ProductSource): Kernel {
  return kernel({
    name,
    reads: { x: 'vec4f', matrix: 'vec4f', ...reads },
    writes: { y: 'vec4f' },
    constants: { weights: 'u32', inner: 'u32', columns: 'u32', ...constants },
    group: PRODUCT_GROUP,
    body: `
let column = id.x * ${TILE.quads}u;
let row = id.y * ${TILE.rows}u;
if (column >= op.columns || row >= step.plays) { return; }
${repeat(TILE.rows, (i) => `let aRow${i} = (row + ${i}u) * op.inner;`)}
${CLEAR_TILE}
${
  turned
    ? repeat(TILE_COLUMNS, (i) => `let wRow${i} = op.weights + (4u * column + ${i}u) * op.inner;`)
    : 'var wRow = op.weights + column; let wStride = op.columns;'
}
${turned ? addTurned('x', 'matrix', 'op.inner') : addPlain('x', 'matrix', 'op.inner')}
${prepare}
${repeat(
  TILE.quads,
  (j) => `if (column + ${j}u < op.columns) {
${repeat(TILE.rows, (i) => store(i, j, `(row + ${i}u) * op.columns + column + ${j}u`))}
}`
)}`
  });
}

/** Y = X W, or X W^T. */
export function plainProduct(turned: boolean): Kernel {
  return product({
    name: turned ? 'turnedProduct' : 'product',
    turned,
    store: (i, j, at) => `y[${at}] = c${i}_${j};`
  });
}

const BIAS = repeat(
  TILE.quads,
  (j) => `var bias${j} = vec4f(0); if (op.bias != NONE) { bias${j} = matrix[op.bias + column + ${j}u]; }`
);

/** Y = relu(X W + b). */
export function rectifiedProduct(): Kernel {
  return product({
    name: 'rectifiedProduct',
    turned: false,
    constants: { bias: 'u32' },
    prepare: BIAS,
    store: (i, j, at) => `y[${at}] = max(c${i}_${j} + bias${j}, vec4f(0));`
  });
}

/** Y = Z + X W (+ b): what a block adds to its input. */
export function residualProduct(): Kernel {
  return product({
    name: 'residualProduct',
    turned: false,
    reads: { z: 'vec4f' },
    constants: { bias: 'u32' },
    prepare: BIAS,
    store: (i, j, at) => `y[${at}] = z[${at}] + (c${i}_${j} + bias${j});`
  });
}

/** Y += X W. */
export function addedProduct(): Kernel {
  return product({
    name: 'addedProduct',
    turned: false,
    store: (i, j, at) => `y[${at}] += c${i}_${j};`
  });
}

/** Y = X W^T where Z is above 0, else 0: back through relu. */
export function maskedProduct(): Kernel {
  return product({
    name: 'maskedProduct',
    turned: true,
    reads: { z: 'vec4f' },
    store: (i, j, at) => `y[${at}] = select(vec4f(0), c${i}_${j}, z[${at}] > vec4f(0));`
  });
}

/**
 * X^T Y, [rows, columns] in quads, a sum for each part of the plays (z); and, where `bias` is a place, the sums of Y's
 * columns. Gradients by weights and biases.
 */
export function outerProduct(): Kernel {
  return kernel({
    name: 'outerProduct',
    reads: { x: 'vec4f', y: 'vec4f' },
    writes: { partials: 'vec4f' },
    constants: {
      rows: 'u32',
      columns: 'u32',
      parts: 'u32',
      stride: 'u32',
      to: 'u32',
      bias: 'u32'
    },
    group: PRODUCT_GROUP,
    body: `
let column = id.x * ${TILE.quads}u;
let row = id.y * 2u;
if (column >= op.columns || row >= op.rows) { return; }
let size = (step.plays + op.parts - 1u) / op.parts;
let begin = min(id.z * size, step.plays);
let end = min(begin + size, step.plays);
let first = id.z * op.stride;
var xRow = begin * op.rows + row;
var yRow = begin * op.columns + column;
${CLEAR_TILE}
${repeat(TILE.quads, (j) => `var sum${j} = vec4f(0);`)}
for (var play = begin; play < end; play += ${PLAYS_AT_ONCE}u) {
${repeat(PLAYS_AT_ONCE, (play) => {
  // What stands past the last play may be left from another step and must not be multiplied, not even by 0.
  const inside = (value: string) =>
    play === 0 ? value : `select(vec4f(0), ${value}, play + ${play}u < end)`;
  return `{
${repeat(2, (i) => `let a${i} = ${inside(`x[xRow + ${i}u]`)};`)}
${repeat(TILE.quads, (j) => `let b${j} = ${inside(`y[yRow + ${j}u]`)}; sum${j} += b${j};`)}
${eachOfTile((i, j) => `c${i}_${j} = fma(vec4f(a${i >> 2}.${LANES[i & 3]}), b${j}, c${i}_${j});`)}
xRow += op.rows;
yRow += op.columns;
}`;
})}
}
${repeat(
  TILE.quads,
  (j) => `if (column + ${j}u < op.columns) {
${repeat(TILE.rows / QUAD, (quad) => {
  const store = (i: number) =>
    `partials[first + op.to + (4u * row + ${i}u) * op.columns + column + ${j}u] = c${i}_${j};`;
  return `if (row + ${quad}u < op.rows) { ${repeat(QUAD, (i) => store(quad * QUAD + i))} }`;
})}
if (row == 0u && op.bias != NONE) { partials[first + op.bias + column + ${j}u] = sum${j}; }
}`
)}`
  });
}
