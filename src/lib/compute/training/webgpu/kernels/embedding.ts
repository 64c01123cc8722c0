import type { InputLayout } from '../inputs.ts';
import { kernel, type Kernel } from '../kernel.ts';
import type { Sizes } from '../sizes.ts';

/*
 * x = dropout(sqrt(d) E[item] + K[kind]) + P[position]. Dropout is a hash of the value's number in the batch, so that
 * the way back finds the same mask without storing it (../../dropout.ts).
 */

/** WGSL of `keeps(first)`: what dropout multiplies the four values from number `first` of the batch by. */
export const DROPOUT_WGSL = `
fn hash(value: vec4u) -> vec4u {
  var h = value;
  h = (h ^ (h >> vec4u(16))) * 0x7feb352du;
  h = (h ^ (h >> vec4u(15))) * 0x846ca68bu;
  return h ^ (h >> vec4u(16));
}
fn keeps(first: u32) -> vec4f {
  let hashes = hash((vec4u(first) + vec4u(0, 1, 2, 3)) ^ vec4u(step.key));
  return select(vec4f(step.kept), vec4f(0), (hashes >> vec4u(8)) < vec4u(step.threshold));
}`;

/** Writes x, a row for each play. */
export function embed({ shape, quads, place }: Sizes, inputs: InputLayout): Kernel {
  const { width, context, kinds, dropout } = shape;
  return kernel({
    name: 'embed',
    reads: { inputs: 'u32', parameters: 'vec4f' },
    writes: { x: 'vec4f' },
    group: [16, 4],
    declarations: dropout > 0 ? DROPOUT_WGSL : '',
    body: `
let quad = id.x;
let row = id.y;
if (quad >= ${quads}u || row >= step.plays) { return; }
let place = inputs[${inputs.places}u + row];
var value = ${Math.sqrt(width)}f * parameters[inputs[${inputs.items}u + row] * ${quads}u + quad];
${kinds > 0 ? `value += parameters[${place('kinds')}u + inputs[${inputs.kinds}u + row] * ${quads}u + quad];` : ''}
${dropout > 0 ? `value *= keeps(place * ${width}u + 4u * quad);` : ''}
x[row * ${quads}u + quad] = value + parameters[${place('positions')}u + place % ${context}u * ${quads}u + quad];`
  });
}

/** Gradient by the positions, a sum for each part of the windows. */
export function positionSums({ shape, quads, parts, dense }: Sizes, inputs: InputLayout): Kernel {
  const { batch, context } = shape;
  const windows = Math.ceil(batch / parts);
  return kernel({
    name: 'positionSums',
    reads: { inputs: 'u32', byX: 'vec4f' },
    writes: { partials: 'vec4f' },
    constants: { to: 'u32' },
    group: [64, 1],
    body: `
if (id.x >= ${context * quads}u) { return; }
let position = id.x / ${quads}u;
let first = id.y * ${windows}u;
var sum = vec4f(0);
for (var window = first; window < min(first + ${windows}u, ${batch}u); window++) {
  if (position < inputs[${inputs.lengths}u + window]) {
    sum += byX[inputs[${inputs.starts}u + window] * ${quads}u + id.x];
  }
}
partials[id.y * ${dense.quads}u + op.to + id.x] = sum;`
  });
}

/** Gradient by the kinds, a sum for each part of the plays. */
export function kindSums({ shape, quads, parts, dense }: Sizes, inputs: InputLayout): Kernel {
  const { kinds, width, dropout } = shape;
  return kernel({
    name: 'kindSums',
    reads: { inputs: 'u32', byX: 'vec4f' },
    writes: { partials: 'vec4f' },
    constants: { to: 'u32' },
    group: [64, 1],
    declarations: dropout > 0 ? DROPOUT_WGSL : '',
    body: `
if (id.x >= ${kinds * quads}u) { return; }
let kind = id.x / ${quads}u;
let quad = id.x % ${quads}u;
let size = (step.plays + ${parts - 1}u) / ${parts}u;
var sum = vec4f(0);
for (var row = id.y * size; row < min((id.y + 1u) * size, step.plays); row++) {
  if (inputs[${inputs.kinds}u + row] == kind) {
    var by = byX[row * ${quads}u + quad];
    ${dropout > 0 ? `by *= keeps(inputs[${inputs.places}u + row] * ${width}u + 4u * quad);` : ''}
    sum += by;
  }
}
partials[id.y * ${dense.quads}u + op.to + id.x] = sum;`
  });
}
