/** What a storage buffer holds, as one kernel sees it. */
export type Element = 'u32' | 'f32' | 'vec2f' | 'vec4f';

/** A constant of one op, in a uniform of its own, so that ops on other blocks and buffers share a pipeline. */
export type Constant = 'u32' | 'f32';

/** One compute pipeline: its WGSL and what it takes. */
export interface Kernel {
  name: string;
  code: string;
  /** Storage buffers in the order of their bindings, which begin at `FIRST_STORAGE`. */
  bindings: readonly { name: string; writable: boolean }[];
  /** Words of the op's uniform in their order. */
  constants: readonly { name: string; type: Constant }[];
}

export interface KernelSource {
  name: string;
  reads: Readonly<Record<string, Element>>;
  /** May be read too. */
  writes: Readonly<Record<string, Element>>;
  constants?: Readonly<Record<string, Constant>>;
  /** Invocations of a workgroup along x and y. */
  group: readonly [number, number];
  /** WGSL beside the entry point. */
  declarations?: string;
  /** Of the entry point; `id` is the invocation's global number, `step` and `op` the uniforms. */
  body: string;
}

export const STEP_BINDING = 0;
export const OP_BINDING = 1;
export const FIRST_STORAGE = 2;

/** Words of the uniform that all kernels see, in their order. */
export const STEP_WORDS = {
  /** Plays of the batch, one row each. */
  plays: 'u32',
  /** Items whose rows Adam changes. */
  touched: 'u32',
  /** See `Dropout`; `kept` is what a value that stays is multiplied by. */
  key: 'u32',
  threshold: 'u32',
  kept: 'f32',
  /** 1 / plays. */
  share: 'f32',
  /** Adam's; `rate` with both corrections, `rest` what is missing to 1. */
  rate: 'f32',
  beta1: 'f32',
  rest1: 'f32',
  beta2: 'f32',
  rest2: 'f32',
  epsilon: 'f32'
} as const satisfies Record<string, Constant>;

/** A place that is none, among an op's constants. */
export const NONE = 0xffffffff;

/** A score that counts for nothing. Finite: WGSL may assume that no infinities occur. */
export const BLOCKED = '-1e30f';

export function kernel({
  name,
  reads,
  writes,
  constants = {},
  group,
  declarations = '',
  body
}: KernelSource): Kernel {
  const bindings = [
    ...Object.entries(reads).map(([name, element]) => ({ name, element, writable: false })),
    ...Object.entries(writes).map(([name, element]) => ({ name, element, writable: true }))
  ];
  const uniforms = Object.entries(constants).map(([name, type]) => ({ name, type }));
  const code = `
${structOf('Step', STEP_WORDS)}
@group(0) @binding(${STEP_BINDING}) var<uniform> step: Step;
${uniforms.length > 0 ? `${structOf('Op', constants)}\n@group(0) @binding(${OP_BINDING}) var<uniform> op: Op;` : ''}
${bindings
  .map(
    ({ name, element, writable }, i) =>
      `@group(0) @binding(${FIRST_STORAGE + i}) var<storage, ${writable ? 'read_write' : 'read'}> ${name}: array<${element}>;`
  )
  .join('\n')}
const NONE = ${NONE}u;
const BLOCKED = ${BLOCKED};
${declarations}
@compute @workgroup_size(${group[0]}, ${group[1]}) fn main(@builtin(global_invocation_id) id: vec3u) {
${body}
}`;
  return { name, code, bindings, constants: uniforms };
}

function structOf(name: string, members: Readonly<Record<string, Constant>>): string {
  const lines = Object.entries(members).map(([member, type]) => `${member}: ${type}`);
  return `struct ${name} { ${lines.join(', ')} };`;
}

/** The text for 0 ... count - 1, one after the other: loops that must stay in registers are written out. */
export function repeat(count: number, text: (i: number) => string, separator = '\n'): string {
  return Array.from({ length: count }, (_, i) => text(i)).join(separator);
}
