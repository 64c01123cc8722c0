import type { InputLayout } from '../inputs.ts';
import { kernel, repeat, type Kernel } from '../kernel.ts';
import { QUAD, TILE, type Sizes } from '../sizes.ts';
import { addTurned, CLEAR_TILE, product, PRODUCT_GROUP, TILE_COLUMNS } from './product.ts';

/*
 * Losses of hidden states H against items, score(i, v) = H_i E_v + bias_v; each is the mean over the batch's plays.
 *   bce:      -log sigmoid(score of the target) - log sigmoid(-score of the position's negative)
 *   sampled:  log of the sum of exp(score - logQ) over the target and the shared negatives, less the target's own
 *   full:     log of the sum of exp(score) over all items, less the target's
 * The softmaxes pass over the candidates twice: for the total (peak and total of each span, then of all), and, a chunk at
 * a time, for the slopes. So memory does not grow with plays times items. Where the candidates fit into one chunk, the
 * first pass leaves their scores in its place, and the second one need not multiply again.
 */

/** Loads `vector{t}` and `bias`: an item's score, as its index stands in `item`. */
const score = (sizes: Sizes, name: string, item: string) => {
  const { shape, quads } = sizes;
  const bias = shape.itemBias ? `parameters[${sizes.place('itemBias')}u + ${item} / 4u][${item} % 4u]` : '0f';
  return `
var ${name} = ${bias};
for (var j = 0u; j < ${quads}u; j++) { ${name} += dot(states[row * ${quads}u + j], parameters[${item} * ${quads}u + j]); }`;
};

/**
 * 'bce': each play's loss and its gradients: by the scores of target and negative (`slopes`) and by the hidden state.
 */
export function judgePairs(sizes: Sizes, inputs: InputLayout): Kernel {
  const { quads } = sizes;
  return kernel({
    name: 'judgePairs',
    reads: { inputs: 'u32', parameters: 'vec4f', states: 'vec4f' },
    writes: { byStates: 'vec4f', slopes: 'vec2f', losses: 'f32' },
    group: [64, 1],
    body: `
let row = id.x;
if (row >= step.plays) { return; }
let wanted = inputs[${inputs.targets}u + row];
let other = inputs[${inputs.negatives}u + row];
${score(sizes, 'high', 'wanted')}
${score(sizes, 'low', 'other')}
// exp of what is not above 0 cannot overflow: log(1 + exp(-z)) = max(-z, 0) + log(1 + exp(-|z|)).
let smallHigh = exp(-abs(high));
let smallLow = exp(-abs(low));
losses[row] = max(-high, 0f) + log(1f + smallHigh) + max(low, 0f) + log(1f + smallLow);
let byHigh = -step.share * select(1f, smallHigh, high >= 0f) / (1f + smallHigh);
let byLow = step.share * select(smallLow, 1f, low >= 0f) / (1f + smallLow);
slopes[row] = vec2f(byHigh, byLow);
for (var j = 0u; j < ${quads}u; j++) {
  byStates[row * ${quads}u + j] = byHigh * parameters[wanted * ${quads}u + j] + byLow * parameters[other * ${quads}u + j];
}`
  });
}

/** 'sampled': the negatives' rows, and after them what is added to their scores. */
export function gatherCandidates(sizes: Sizes, inputs: InputLayout): Kernel {
  const { shape, quads, candidates } = sizes;
  const bias = shape.itemBias ? `parameters[${sizes.place('itemBias')}u + item / 4u][item % 4u]` : '0f';
  return kernel({
    name: 'gatherCandidates',
    reads: { inputs: 'u32', parameters: 'vec4f' },
    writes: { table: 'vec4f' },
    group: [16, 4],
    body: `
let quad = id.x;
let candidate = id.y;
if (candidate < ${candidates.count}u && quad < ${quads}u) {
  table[candidate * ${quads}u + quad] = parameters[inputs[${inputs.negatives}u + candidate] * ${quads}u + quad];
}
if (candidate < ${Math.ceil(candidates.count / QUAD)}u && quad == ${quads}u) {
  var offset = vec4f(0);
  for (var lane = 0u; lane < 4u; lane++) {
    let item = inputs[${inputs.negatives}u + 4u * candidate + lane];
    offset[lane] = ${bias} - bitcast<f32>(inputs[${inputs.negativeLogQ}u + 4u * candidate + lane]);
  }
  table[${candidates.count * quads}u + candidate] = offset;
}`
  });
}

/** Where the candidates' rows begin and what is added to their scores, in quads of the buffer that holds them. */
export function candidatePlaces(sizes: Sizes): { rows: number; offsets: number | undefined } {
  const { shape, quads, candidates } = sizes;
  if (shape.loss === 'sampled') return { rows: 0, offsets: candidates.count * quads };
  return { rows: 0, offsets: shape.itemBias ? sizes.place('itemBias') : undefined };
}

/** 'sampled': whether a quad's candidates are none of row i's negatives: past the last, or its own target. */
function collisions(sizes: Sizes, inputs: InputLayout, first: string, j: number): string {
  if (sizes.shape.loss !== 'sampled') return '';
  const ids = repeat(QUAD, (lane) => `inputs[${inputs.negatives}u + ${first} + ${j * QUAD + lane}u]`, ', ');
  return `let ids${j} = vec4u(${ids});`;
}

function counts(sizes: Sizes, i: number, j: number, first: string): string {
  const inside = `(vec4u(${first}) + vec4u(${repeat(QUAD, (lane) => `${j * QUAD + lane}`, ', ')}) < vec4u(${sizes.candidates.count}))`;
  return sizes.shape.loss === 'sampled' ? `(${inside} & (ids${j} != vec4u(wanted${i})))` : inside;
}

/** Whether the scores of all candidates stay from the first pass to the second. */
export function keepsScores({ candidates }: Sizes): boolean {
  return candidates.chunks === 1;
}

/** First pass: peak of each play's scores in a span of candidates, and the total of their exponentials over the peak's. */
export function spanTotals(sizes: Sizes, inputs: InputLayout): Kernel {
  const { quads, candidates, shape } = sizes;
  const { rows, offsets } = candidatePlaces(sizes);
  const sampled = shape.loss === 'sampled';
  const kept = keepsScores(sizes);
  const keep = (i: number, j: number) =>
    kept ? `scores[(row + ${i}u) * ${candidates.chunk / QUAD}u + first / 4u + ${j}u] = z${j};` : '';
  return kernel({
    name: 'spanTotals',
    reads: { inputs: 'u32', states: 'vec4f', table: 'vec4f' },
    writes: { spans: 'vec2f', ...(kept ? { scores: 'vec4f' } : {}) },
    group: PRODUCT_GROUP,
    body: `
let row = id.y * ${TILE.rows}u;
if (id.x >= ${candidates.spans}u || row >= step.plays) { return; }
${repeat(TILE.rows, (i) => `let aRow${i} = (row + ${i}u) * ${quads}u; var peak${i} = BLOCKED; var total${i} = 0f;`)}
${sampled ? repeat(TILE.rows, (i) => `let wanted${i} = inputs[${inputs.targets}u + row + ${i}u];`) : ''}
let end = min((id.x + 1u) * ${candidates.span}u, ${candidates.count}u);
for (var first = id.x * ${candidates.span}u; first < end; first += ${TILE_COLUMNS}u) {
${CLEAR_TILE}
${repeat(TILE_COLUMNS, (i) => `let wRow${i} = ${rows}u + (first + ${i}u) * ${quads}u;`)}
${addTurned('states', 'table', `${quads}u`)}
${repeat(TILE.quads, (j) => collisions(sizes, inputs, 'first', j))}
${repeat(TILE.quads, (j) => (offsets === undefined ? '' : `let offset${j} = table[${offsets}u + first / 4u + ${j}u];`))}
${repeat(TILE.rows, (i) => {
  const z = (j: number) => (offsets === undefined ? `c${i}_${j}` : `c${i}_${j} + offset${j}`);
  return `{
  ${repeat(TILE.quads, (j) => `let z${j} = select(vec4f(BLOCKED), ${z(j)}, ${counts(sizes, i, j, 'first')});`)}
  ${repeat(TILE.quads, (j) => keep(i, j))}
  let highest = ${repeat(TILE.quads - 1, (j) => `max(z${j}, `, '')}z${TILE.quads - 1}${')'.repeat(TILE.quads - 1)};
  let peak = max(peak${i}, max(max(highest.x, highest.y), max(highest.z, highest.w)));
  total${i} = total${i} * exp(peak${i} - peak) + dot(${repeat(TILE.quads, (j) => `exp(z${j} - peak)`, ' + ')}, vec4f(1));
  peak${i} = peak;
}`;
})}
}
${repeat(TILE.rows, (i) => `spans[(row + ${i}u) * ${candidates.spans}u + id.x] = vec2f(peak${i}, total${i});`)}`
  });
}

/**
 * Each play's loss, its gradient by the score of the target as such, and the logarithm of its total (`slopes`); and the
 * target's part of the gradient by the hidden state.
 */
export function judgeSpans(sizes: Sizes, inputs: InputLayout): Kernel {
  const { quads, shape, candidates } = sizes;
  const sampled = shape.loss === 'sampled';
  return kernel({
    name: 'judgeSpans',
    reads: { inputs: 'u32', parameters: 'vec4f', states: 'vec4f', spans: 'vec2f' },
    writes: { byStates: 'vec4f', slopes: 'vec2f', losses: 'f32' },
    group: [64, 1],
    body: `
let row = id.x;
if (row >= step.plays) { return; }
let wanted = inputs[${inputs.targets}u + row];
${score(sizes, 'own', 'wanted')}
${sampled ? `own -= bitcast<f32>(inputs[${inputs.targetLogQ}u + row]);` : ''}
// Among all items the target has been counted already.
var peak = ${sampled ? 'own' : 'BLOCKED'};
for (var i = 0u; i < ${candidates.spans}u; i++) { peak = max(peak, spans[row * ${candidates.spans}u + i].x); }
var total = ${sampled ? 'exp(own - peak)' : '0f'};
for (var i = 0u; i < ${candidates.spans}u; i++) {
  let span = spans[row * ${candidates.spans}u + i];
  total += span.y * exp(span.x - peak);
}
let log_ = peak + log(total);
losses[row] = log_ - own;
let slope = step.share * (${sampled ? 'exp(own - peak) / total - 1f' : '-1f'});
slopes[row] = vec2f(slope, log_);
for (var j = 0u; j < ${quads}u; j++) { byStates[row * ${quads}u + j] = slope * parameters[wanted * ${quads}u + j]; }`
  });
}

/** Second pass where the scores were kept: they become the gradient by them, [plays, chunk]. */
export function keptSlopes({ candidates }: Sizes): Kernel {
  const columns = candidates.chunk / QUAD;
  return kernel({
    name: 'keptSlopes',
    reads: { slopes: 'vec2f' },
    writes: { scores: 'vec4f' },
    group: [16, 4],
    body: `
if (id.x >= ${columns}u || id.y >= step.plays) { return; }
let at = id.y * ${columns}u + id.x;
scores[at] = step.share * exp(scores[at] - slopes[id.y].y);`
  });
}

/** Second pass: gradient by the scores of a chunk of candidates, from number `first` on, [plays, chunk]. */
export function candidateSlopes(sizes: Sizes, inputs: InputLayout): Kernel {
  const sampled = sizes.shape.loss === 'sampled';
  return product({
    name: 'candidateSlopes',
    turned: true,
    reads: { inputs: 'u32', slopes: 'vec2f' },
    constants: { first: 'u32', offsets: 'u32' },
    prepare: `
${sampled ? repeat(TILE.rows, (i) => `let wanted${i} = inputs[${inputs.targets}u + row + ${i}u];`) : ''}
${repeat(TILE.rows, (i) => `let log${i} = slopes[row + ${i}u].y;`)}
let first = op.first + 4u * column;
${repeat(TILE.quads, (j) => collisions(sizes, inputs, 'first', j))}
${repeat(TILE.quads, (j) => `var offset${j} = vec4f(0); if (op.offsets != NONE) { offset${j} = matrix[op.offsets + column + ${j}u]; }`)}`,
    store: (i, j, at) =>
      `y[${at}] = select(vec4f(0), step.share * exp(c${i}_${j} + offset${j} - log${i}), ${counts(sizes, i, j, 'first')});`
  });
}

/**
 * Adds up the parts of a chunk's gradient, which stand as [d + 1, chunk] (the last row is that by the offsets), and turns
 * it: a row for each candidate, and after all rows the offsets' gradient.
 */
export function candidateSums({ quads, candidates }: Sizes): Kernel {
  const columns = candidates.chunk / QUAD;
  const stride = (quads * QUAD + 1) * columns;
  const at = (i: number) => `sum${i}[lane]`;
  return kernel({
    name: 'candidateSums',
    reads: { partials: 'vec4f' },
    writes: { byCandidates: 'vec4f' },
    constants: { first: 'u32' },
    group: [16, 4],
    body: `
let column = id.x;
let quad = id.y;
let first = op.first + 4u * column;
if (column >= ${columns}u || quad > ${quads}u || first >= ${candidates.count}u) { return; }
${repeat(QUAD, (i) => `var sum${i} = vec4f(0);`)}
if (quad == ${quads}u) {
  for (var part = 0u; part < ${candidates.parts}u; part++) {
    sum0 += partials[part * ${stride}u + ${quads * QUAD * columns}u + column];
  }
  byCandidates[${candidates.count * quads}u + first / 4u] = sum0;
  return;
}
for (var part = 0u; part < ${candidates.parts}u; part++) {
  ${repeat(QUAD, (i) => `sum${i} += partials[part * ${stride}u + (4u * quad + ${i}u) * ${columns}u + column];`)}
}
for (var lane = 0u; lane < 4u && first + lane < ${candidates.count}u; lane++) {
  byCandidates[(first + lane) * ${quads}u + quad] = vec4f(${repeat(QUAD, at, ', ')});
}`
  });
}
