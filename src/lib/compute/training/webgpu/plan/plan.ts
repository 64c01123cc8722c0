import type { ModelShape } from '../../shape.ts';
import { QUAD } from '../sizes.ts';
import { change } from './change.ts';
import { judge } from './losses.ts';
import { back, encode } from './network.ts';
import { Tape, type Counts, type Op } from './tape.ts';

/** Everything that a training step does on the GPU, fixed by the shape. */
export interface Plan {
  /** Bytes of each storage buffer. */
  buffers: ReadonlyMap<string, number>;
  /** From windows to hidden states. */
  encode: readonly Op[];
  /** From there to the changed parameters. */
  learn: readonly Op[];
  /** Of any batch. */
  most: Counts;
}

/** Buffers that the engine itself fills and reads. */
export const BUFFERS = {
  parameters: 'parameters',
  first: 'first',
  second: 'second',
  inputs: 'inputs',
  states: 'states',
  losses: 'losses'
} as const;

export function planOf(shape: ModelShape): Plan {
  const tape = new Tape(shape);
  allocate(tape);
  const run = tape.take(() => {
    encode(tape);
  });
  const learn = tape.take(() => {
    judge(tape);
    back(tape);
    change(tape);
  });
  const { bounds, rows } = tape.inputs;
  return {
    buffers: tape.buffers,
    encode: run,
    learn,
    most: { plays: shape.batch * shape.context, touched: bounds - rows }
  };
}

type Limits = Pick<
  GPUSupportedLimits,
  | 'maxBufferSize'
  | 'maxStorageBufferBindingSize'
  | 'maxStorageBuffersPerShaderStage'
  | 'maxComputeWorkgroupsPerDimension'
>;

/** @throws RangeError saying which size a device with these limits cannot take */
export function checkLimits(plan: Plan, limits: Limits): void {
  const most = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
  for (const [name, bytes] of plan.buffers) {
    if (bytes > most) throw new RangeError(`"${name}" takes ${bytes} bytes; this GPU binds ${most} at most`);
  }
  for (const { kernel, groups } of [...plan.encode, ...plan.learn]) {
    const widest = Math.max(...groups(plan.most));
    if (widest > limits.maxComputeWorkgroupsPerDimension) {
      throw new RangeError(
        `"${kernel.name}" takes ${widest} workgroups; this GPU runs ${limits.maxComputeWorkgroupsPerDimension} at most`
      );
    }
    if (kernel.bindings.length > limits.maxStorageBuffersPerShaderStage) {
      throw new RangeError(`"${kernel.name}" takes ${kernel.bindings.length} buffers; this GPU binds fewer`);
    }
  }
}

/** What the network needs; the losses bring their own. */
function allocate(tape: Tape): void {
  const { sizes, shape } = tape;
  const { rows, quads, hiddenQuads, dense, parts } = sizes;
  const parameters = Math.ceil(sizes.layout.size / QUAD) * QUAD;
  for (const name of ['parameters', 'first', 'second']) tape.buffer(name, parameters);
  tape.buffer(BUFFERS.inputs, tape.inputs.words);
  for (let i = 0; i <= shape.blocks; i++) tape.buffer(`x${i}`, rows * quads * QUAD);
  for (let i = 0; i < shape.blocks; i++) {
    for (const name of ['attentionInput', 'mixed', 'middle', 'hiddenInput'])
      tape.buffer(`${name}${i}`, rows * quads * QUAD);
    for (const name of ['attentionMoments', 'hiddenMoments']) tape.buffer(`${name}${i}`, rows * 2);
    tape.buffer(`projected${i}`, rows * 3 * quads * QUAD);
    tape.buffer(`logs${i}`, rows * shape.heads);
    tape.buffer(`hidden${i}`, rows * hiddenQuads * QUAD);
  }
  tape.buffer(BUFFERS.states, rows * quads * QUAD);
  tape.buffer('moments', rows * 2);
  tape.buffer('slopes', rows * 2);
  tape.buffer(BUFFERS.losses, rows);
  for (const name of ['byX', 'byNormed', 'byMixed']) tape.buffer(name, rows * quads * QUAD);
  tape.buffer('byHidden', rows * hiddenQuads * QUAD);
  tape.buffer('byProjected', rows * 3 * quads * QUAD);
  const weights = shape.batch * shape.heads * shape.context * sizes.weightQuads * QUAD;
  for (const name of ['weights', 'byScores']) tape.buffer(name, weights);
  tape.buffer('partials', parts * dense.quads * QUAD);
}
