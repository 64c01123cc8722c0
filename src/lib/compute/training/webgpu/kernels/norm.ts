import { kernel, type Kernel } from '../kernel.ts';
import type { Sizes } from '../sizes.ts';

/*
 * Layer normalisation (Ba, Kiros and Hinton 2016) of each row: y = gain u + offset with u = (x - mean) / deviation. The
 * mean and 1 / deviation are kept for the way back; u is made again from them. Gains stand before offsets.
 */
const EPSILON = 1e-6;

export function norm({ shape, quads }: Sizes): Kernel {
  return kernel({
    name: 'norm',
    reads: { x: 'vec4f', parameters: 'vec4f' },
    writes: { y: 'vec4f', moments: 'vec2f' },
    constants: { weights: 'u32' },
    group: [64, 1],
    body: `
let row = id.x;
if (row >= step.plays) { return; }
let first = row * ${quads}u;
var sum = vec4f(0);
for (var j = 0u; j < ${quads}u; j++) { sum += x[first + j]; }
let mean = dot(sum, vec4f(1)) / ${shape.width}f;
sum = vec4f(0);
for (var j = 0u; j < ${quads}u; j++) {
  let centred = x[first + j] - mean;
  sum += centred * centred;
}
let inverse = inverseSqrt(dot(sum, vec4f(1)) / ${shape.width}f + ${EPSILON}f);
moments[row] = vec2f(mean, inverse);
for (var j = 0u; j < ${quads}u; j++) {
  y[first + j] = (x[first + j] - mean) * inverse * parameters[op.weights + j] + parameters[op.weights + ${quads}u + j];
}`
  });
}

/** Gradients by gain and offset, a sum for each part of the plays. */
export function normSums({ quads, parts, dense }: Sizes): Kernel {
  return kernel({
    name: 'normSums',
    reads: { x: 'vec4f', moments: 'vec2f', byY: 'vec4f' },
    writes: { partials: 'vec4f' },
    constants: { to: 'u32' },
    group: [16, 4],
    body: `
let quad = id.x;
let part = id.y;
if (quad >= ${quads}u || part >= ${parts}u) { return; }
let size = (step.plays + ${parts - 1}u) / ${parts}u;
var byGain = vec4f(0);
var byOffset = vec4f(0);
for (var row = part * size; row < min((part + 1u) * size, step.plays); row++) {
  let by = byY[row * ${quads}u + quad];
  let moment = moments[row];
  byGain += by * ((x[row * ${quads}u + quad] - moment.x) * moment.y);
  byOffset += by;
}
let to = part * ${dense.quads}u + op.to + quad;
partials[to] = byGain;
partials[to + ${quads}u] = byOffset;`
  });
}

/** Adds the gradient by x to what is there, or (`fresh` = 1) puts it in its place. */
export function normBack({ shape, quads }: Sizes): Kernel {
  return kernel({
    name: 'normBack',
    reads: { x: 'vec4f', moments: 'vec2f', byY: 'vec4f', parameters: 'vec4f' },
    writes: { byX: 'vec4f' },
    constants: { weights: 'u32', fresh: 'u32' },
    group: [64, 1],
    body: `
let row = id.x;
if (row >= step.plays) { return; }
let first = row * ${quads}u;
let moment = moments[row];
var sum = vec4f(0);
var product = vec4f(0);
for (var j = 0u; j < ${quads}u; j++) {
  let by = byY[first + j] * parameters[op.weights + j];
  sum += by;
  product += by * ((x[first + j] - moment.x) * moment.y);
}
let mean = dot(sum, vec4f(1)) / ${shape.width}f;
let slope = dot(product, vec4f(1)) / ${shape.width}f;
for (var j = 0u; j < ${quads}u; j++) {
  let unit = (x[first + j] - moment.x) * moment.y;
  let by = (byY[first + j] * parameters[op.weights + j] - mean - unit * slope) * moment.y;
  byX[first + j] = select(byX[first + j], vec4f(0), op.fresh != 0u) + by;
}`
  });
}
