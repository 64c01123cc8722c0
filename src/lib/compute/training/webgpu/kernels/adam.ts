import type { InputLayout } from '../inputs.ts';
import { ENTRY_WGSL, SOURCE } from '../inverse-index.ts';
import { kernel, type Kernel } from '../kernel.ts';
import type { Sizes } from '../sizes.ts';
import { DROPOUT_WGSL } from './embedding.ts';

/*
 * Gradients added up in a fixed order, and Adam (Kingma and Ba 2015) at once. `step.rate` holds both corrections.
 */

/** WGSL that changes the parameter at `at` by the gradient `by`. */
const ADAM_WGSL = `
let mean = step.beta1 * first[at] + step.rest1 * by;
let square = step.beta2 * second[at] + step.rest2 * by * by;
first[at] = mean;
second[at] = square;
parameters[at] -= step.rate * mean / (sqrt(square) + step.epsilon);`;

/** All parameters that every step changes, from the sums of their gradients' parts. */
export function adam({ dense, parts }: Sizes): Kernel {
  return kernel({
    name: 'adam',
    reads: { partials: 'vec4f' },
    writes: { parameters: 'vec4f', first: 'vec4f', second: 'vec4f' },
    group: [64, 1],
    body: `
if (id.x >= ${dense.quads}u) { return; }
var by = vec4f(0);
for (var part = 0u; part < ${parts}u; part++) { by += partials[part * ${dense.quads}u + id.x]; }
let at = ${dense.from}u + id.x;
${ADAM_WGSL}`
  });
}

/** Passes over the entries of the touched item number `slot`. */
function overEntries(
  inputs: InputLayout,
  sources: { input: string; target: string; candidate: string }
): string {
  return `
for (var i = inputs[${inputs.bounds}u + slot]; i < inputs[${inputs.bounds}u + slot + 1u]; i++) {
  let entry = inputs[${inputs.entries}u + i];
  let place = ${ENTRY_WGSL.place};
  switch ${ENTRY_WGSL.source} {
    case ${SOURCE.input}u: { ${sources.input} }
    case ${SOURCE.target}u: { ${sources.target} }
    default: { ${sources.candidate} }
  }
}`;
}

/** Rows of the items that the batch touches. */
export function adamOfItems({ shape, quads }: Sizes, inputs: InputLayout): Kernel {
  const { width, dropout, loss } = shape;
  const pairs = loss === 'bce';
  return kernel({
    name: 'adamOfItems',
    reads: {
      inputs: 'u32',
      byX: 'vec4f',
      states: 'vec4f',
      slopes: 'vec2f',
      ...(pairs ? {} : { byCandidates: 'vec4f' })
    },
    writes: { parameters: 'vec4f', first: 'vec4f', second: 'vec4f' },
    group: [16, 4],
    declarations: dropout > 0 ? DROPOUT_WGSL : '',
    body: `
let quad = id.x;
let slot = id.y;
if (quad >= ${quads}u || slot >= step.touched) { return; }
var by = vec4f(0);
${overEntries(inputs, {
  input: `by += ${Math.sqrt(width)}f * byX[place * ${quads}u + quad]${dropout > 0 ? ` * keeps(inputs[${inputs.places}u + place] * ${width}u + 4u * quad)` : ''};`,
  target: `by += slopes[place].x * states[place * ${quads}u + quad];`,
  candidate: pairs
    ? `by += slopes[place].y * states[place * ${quads}u + quad];`
    : `by += byCandidates[place * ${quads}u + quad];`
})}
let at = inputs[${inputs.rows}u + slot] * ${quads}u + quad;
${ADAM_WGSL}`
  });
}

/** Biases of the items that the batch touches. */
export function adamOfBiases(sizes: Sizes, inputs: InputLayout): Kernel {
  const { shape, quads, candidates } = sizes;
  const pairs = shape.loss === 'bce';
  return kernel({
    name: 'adamOfBiases',
    reads: { inputs: 'u32', slopes: 'vec2f', ...(pairs ? {} : { byCandidates: 'f32' }) },
    writes: { parameters: 'f32', first: 'f32', second: 'f32' },
    group: [64, 1],
    body: `
let slot = id.x;
if (slot >= step.touched) { return; }
var by = 0f;
${overEntries(inputs, {
  input: '',
  target: 'by += slopes[place].x;',
  candidate: pairs
    ? 'by += slopes[place].y;'
    : `by += byCandidates[${candidates.count * quads * 4}u + place];`
})}
let at = ${sizes.place('itemBias') * 4}u + inputs[${inputs.rows}u + slot];
${ADAM_WGSL}`
  });
}
