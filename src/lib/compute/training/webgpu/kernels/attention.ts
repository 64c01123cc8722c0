import type { InputLayout } from '../inputs.ts';
import { kernel, repeat, type Kernel } from '../kernel.ts';
import { QUAD, TILE, type Sizes } from '../sizes.ts';

/*
 * Causal attention, O = softmax(Q K^T / sqrt(head width)) V, without storing scores on the way there: one invocation
 * holds a few queries of a head and passes over the keys up to its last one, tile by tile, with a running peak and total
 * (Dao et al. 2022; Rabe and Staats 2021). It keeps the logarithm of the total, from which the way back makes the
 * weights again. Queries, keys and values stand side by side in `projected`.
 */

/** Queries that one invocation holds, and keys that it looks at together. */
const QUERIES = 2;
const KEYS = QUAD;
/** Quads of an output row that one invocation holds, at most; wider heads are split. */
const MOST_QUADS = 8;

/** Invocations of a workgroup along a window's work, and windows. */
export const ATTENTION_GROUP = [8, 8] as const;

/** What of a window's attention is done by invocations of its own. */
export interface AttentionUnits {
  /** Quads of a head's output row in one of `splits`. */
  quads: number;
  splits: number;
  forQueries: number;
  forKeys: number;
}

export function attentionUnits({ shape, headQuads }: Sizes): AttentionUnits {
  let quads = Math.min(headQuads, MOST_QUADS);
  while (headQuads % quads !== 0) quads--;
  const splits = headQuads / quads;
  const tiles = Math.ceil(headQuads / TILE.quads);
  return {
    quads,
    splits,
    forQueries: Math.ceil(shape.context / QUERIES) * shape.heads * splits,
    forKeys: Math.ceil(shape.context / TILE.rows) * shape.heads * tiles
  };
}

/** Which queries an invocation has; in quads of `projected`, where their rows begin. */
function beginQueries(sizes: Sizes, inputs: InputLayout): string {
  const { shape, quads, headQuads } = sizes;
  const units = attentionUnits(sizes);
  return `
let window = id.y;
if (window >= ${shape.batch}u || id.x >= ${units.forQueries}u) { return; }
let split = id.x % ${units.splits}u * ${units.quads}u;
let head = id.x / ${units.splits}u % ${shape.heads}u;
let first = id.x / ${units.splits * shape.heads}u * ${QUERIES}u;
let length = inputs[${inputs.lengths}u + window];
if (first >= length) { return; }
let start = inputs[${inputs.starts}u + window];
let place = head * ${headQuads}u;
${repeat(QUERIES, (i) => `let query${i} = (start + first + ${i}u) * ${3 * quads}u + place;`)}`;
}

/**
 * The loop over the keys up to the last query. Past the window's end its last key stands in: multiplied by 0, what an
 * earlier, diverged step left there would not be nothing.
 */
function beginKeys({ quads }: Sizes): string {
  const row = (k: number) => `(start + min(key + ${k}u, length - 1u)) * ${3 * quads}u + ${quads}u + place`;
  return `for (var key = 0u; key < first + ${QUERIES}u; key += ${KEYS}u) {
  ${repeat(KEYS, (k) => `let key${k} = ${row(k)};`)}`;
}

const eachPair = (text: (i: number, k: number) => string) =>
  repeat(QUERIES, (i) => repeat(KEYS, (k) => text(i, k)));

export function attention(sizes: Sizes, inputs: InputLayout): Kernel {
  const { shape, quads, headQuads } = sizes;
  const units = attentionUnits(sizes);
  const eachOut = (text: (i: number, j: number) => string) =>
    repeat(QUERIES, (i) => repeat(units.quads, (j) => text(i, j)));
  return kernel({
    name: 'attention',
    reads: { inputs: 'u32', projected: 'vec4f' },
    writes: { mixed: 'vec4f', logs: 'f32' },
    group: ATTENTION_GROUP,
    body: `${beginQueries(sizes, inputs)}
${repeat(QUERIES, (i) => `var peak${i} = BLOCKED; var total${i} = 0f;`)}
${eachOut((i, j) => `var out${i}_${j} = vec4f(0);`)}
${beginKeys(sizes)}
  ${eachPair((i, k) => `var s${i}_${k} = 0f;`)}
  for (var j = 0u; j < ${headQuads}u; j++) {
    ${repeat(QUERIES, (i) => `let q${i} = projected[query${i} + j];`)}
    ${repeat(KEYS, (k) => `{ let other = projected[key${k} + j]; ${repeat(QUERIES, (i) => `s${i}_${k} += dot(q${i}, other);`)} }`)}
  }
  ${eachPair((i, k) => `s${i}_${k} = select(BLOCKED, s${i}_${k} * ${scaleOf(sizes)}, key + ${k}u <= first + ${i}u);`)}
  ${repeat(
    QUERIES,
    (i) => `var top${i} = peak${i};
  ${repeat(KEYS, (k) => `top${i} = max(top${i}, s${i}_${k});`)}
  let fade${i} = exp(peak${i} - top${i});
  peak${i} = top${i};
  ${repeat(KEYS, (k) => `s${i}_${k} = exp(s${i}_${k} - top${i});`)}
  total${i} = total${i} * fade${i} + (${repeat(KEYS, (k) => `s${i}_${k}`, ' + ')});`
  )}
  ${eachOut((i, j) => `out${i}_${j} *= fade${i};`)}
  ${repeat(KEYS, (k) =>
    repeat(
      units.quads,
      (j) =>
        `{ let value = projected[key${k} + ${quads + j}u + split]; ${repeat(QUERIES, (i) => `out${i}_${j} = fma(vec4f(s${i}_${k}), value, out${i}_${j});`)} }`
    )
  )}
}
${repeat(
  QUERIES,
  (i) => `if (first + ${i}u < length) {
  let row = start + first + ${i}u;
  if (split == 0u) { logs[row * ${shape.heads}u + head] = peak${i} + log(total${i}); }
  ${repeat(units.quads, (j) => `mixed[row * ${quads}u + place + split + ${j}u] = out${i}_${j} / total${i};`)}
}`
)}`
  });
}

/**
 * Back, first part: with A the weights made again, dA = dO V^T and dS = A (dA - sum of O dO), the queries' gradient
 * dS K; leaves A and dS for `attentionBack`, [window, head, query, key].
 */
export function attentionBackToQueries(sizes: Sizes, inputs: InputLayout): Kernel {
  const { shape, quads, headQuads, weightQuads } = sizes;
  const units = attentionUnits(sizes);
  const eachOut = (text: (i: number, j: number) => string) =>
    repeat(QUERIES, (i) => repeat(units.quads, (j) => text(i, j)));
  const quad = (name: string, i: number) => `vec4f(${repeat(KEYS, (k) => `${name}${i}_${k}`, ', ')})`;
  return kernel({
    name: 'attentionBackToQueries',
    reads: { inputs: 'u32', projected: 'vec4f', mixed: 'vec4f', logs: 'f32', byMixed: 'vec4f' },
    writes: { byProjected: 'vec4f', weights: 'vec4f', byScores: 'vec4f' },
    group: ATTENTION_GROUP,
    body: `${beginQueries(sizes, inputs)}
${repeat(QUERIES, (i) => `let out${i} = (start + first + ${i}u) * ${quads}u + place;`)}
${repeat(QUERIES, (i) => `let log${i} = logs[(start + first + ${i}u) * ${shape.heads}u + head]; var shared${i} = 0f;`)}
for (var j = 0u; j < ${headQuads}u; j++) {
  ${repeat(QUERIES, (i) => `shared${i} += dot(mixed[out${i} + j], byMixed[out${i} + j]);`)}
}
${eachOut((i, j) => `var by${i}_${j} = vec4f(0);`)}
${beginKeys(sizes)}
  ${eachPair((i, k) => `var s${i}_${k} = 0f; var d${i}_${k} = 0f;`)}
  for (var j = 0u; j < ${headQuads}u; j++) {
    ${repeat(QUERIES, (i) => `let q${i} = projected[query${i} + j]; let by${i} = byMixed[out${i} + j];`)}
    ${repeat(
      KEYS,
      (k) =>
        `{ let other = projected[key${k} + j]; ${repeat(QUERIES, (i) => `s${i}_${k} += dot(q${i}, other);`)} }
    { let value = projected[key${k} + ${quads}u + j]; ${repeat(QUERIES, (i) => `d${i}_${k} += dot(by${i}, value);`)} }`
    )}
  }
  ${eachPair(
    (
      i,
      k
    ) => `s${i}_${k} = select(0f, exp(s${i}_${k} * ${scaleOf(sizes)} - log${i}), key + ${k}u <= first + ${i}u);
  d${i}_${k} = s${i}_${k} * (d${i}_${k} - shared${i});`
  )}
  if (split == 0u) {
    ${repeat(
      QUERIES,
      (i) => `if (first + ${i}u < length) {
      let line = ((window * ${shape.heads}u + head) * ${shape.context}u + first + ${i}u) * ${weightQuads}u + key / 4u;
      weights[line] = ${quad('s', i)};
      byScores[line] = ${quad('d', i)};
    }`
    )}
  }
  ${repeat(KEYS, (k) =>
    repeat(
      units.quads,
      (j) =>
        `{ let other = projected[key${k} + ${j}u + split]; ${repeat(QUERIES, (i) => `by${i}_${j} = fma(vec4f(d${i}_${k}), other, by${i}_${j});`)} }`
    )
  )}
}
${repeat(
  QUERIES,
  (i) => `if (first + ${i}u < length) {
  ${repeat(units.quads, (j) => `byProjected[query${i} + split + ${j}u] = by${i}_${j} * ${scaleOf(sizes)};`)}
}`
)}`
  });
}

/**
 * Back, second part: the keys' gradient dS^T Q and the values' A^T dO, both `scale` M^T Y for a matrix M of a window's
 * and head's weights, [query, key], and Y with a row for each play, of which `source` says where a head's part begins.
 */
export function attentionBack(sizes: Sizes, inputs: InputLayout): Kernel {
  const { shape, quads, headQuads, weightQuads } = sizes;
  const tiles = Math.ceil(headQuads / TILE.quads);
  const { forKeys } = attentionUnits(sizes);
  return kernel({
    name: 'attentionBack',
    reads: { inputs: 'u32', weights: 'vec4f', y: 'vec4f' },
    writes: { byProjected: 'vec4f' },
    constants: { stride: 'u32', source: 'u32', to: 'u32', scale: 'f32' },
    group: ATTENTION_GROUP,
    body: `
let window = id.y;
if (window >= ${shape.batch}u || id.x >= ${forKeys}u) { return; }
let column = id.x % ${tiles}u * ${TILE.quads}u;
let head = id.x / ${tiles}u % ${shape.heads}u;
let first = id.x / ${tiles * shape.heads}u * ${TILE.rows}u;
let length = inputs[${inputs.lengths}u + window];
if (first >= length) { return; }
let start = inputs[${inputs.starts}u + window];
let place = head * ${headQuads}u + column;
let line = (window * ${shape.heads}u + head) * ${shape.context * weightQuads}u + first / 4u;
${repeat(TILE.rows, (i) => repeat(TILE.quads, (j) => `var c${i}_${j} = vec4f(0);`))}
for (var query = first; query < length; query++) {
  let a0 = weights[line + query * ${weightQuads}u];
  // Weights of later plays were never written.
  let a1 = select(vec4f(0), weights[line + query * ${weightQuads}u + 1u], query >= first + ${KEYS}u);
  ${repeat(TILE.quads, (j) => `let b${j} = y[(start + query) * op.stride + op.source + place + ${j}u];`)}
  ${repeat(TILE.rows, (i) => repeat(TILE.quads, (j) => `c${i}_${j} = fma(vec4f(a${i >> 2}.${'xyzw'[i & 3]}), b${j}, c${i}_${j});`))}
}
${repeat(
  TILE.rows,
  (i) => `if (first + ${i}u < length) {
  let out = (start + first + ${i}u) * ${3 * quads}u + op.to + place;
  ${repeat(TILE.quads, (j) => `if (column + ${j}u < ${headQuads}u) { byProjected[out + ${j}u] = c${i}_${j} * op.scale; }`)}
}`
)}`
  });
}

function scaleOf({ shape }: Sizes): string {
  return `${1 / Math.sqrt(shape.width / shape.heads)}f`;
}
