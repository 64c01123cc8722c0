import type { ModelShape } from '../shape.ts';
import { FIRST_STORAGE, OP_BINDING, STEP_BINDING, STEP_WORDS, type Kernel } from './kernel.ts';
import { BUFFERS, type Plan } from './plan/plan.ts';
import type { Op } from './plan/tape.ts';
import { Staging } from './staging.ts';
import type { DeviceWatch } from './watch.ts';

const WORD = 4;
/** Steps that may be under way at once; a further one waits. */
const STEPS_UNDER_WAY = 3;

/** An op that is ready to be dispatched. */
export interface Ready {
  pipeline: GPUComputePipeline;
  bindings: GPUBindGroup;
  groups: Op['groups'];
}

/** All that an engine has on the GPU, made once. */
export class Resources {
  readonly step: GPUBuffer;
  readonly losses: Staging;
  readonly states: Staging;
  encode: readonly Ready[] = [];
  learn: readonly Ready[] = [];
  readonly #buffers = new Map<string, GPUBuffer>();
  readonly #constants: GPUBuffer;
  readonly #constantsStride: number;

  /**
   * @throws Error where the device refuses, has too little memory or fails; nothing is left on it then
   */
  static async make(
    device: GPUDevice,
    plan: Plan,
    shape: ModelShape,
    watch: DeviceWatch
  ): Promise<Resources> {
    device.pushErrorScope('validation');
    device.pushErrorScope('out-of-memory');
    const resources = new Resources(device, plan, shape);
    const compiled = resources.#prepare(device, plan);
    const refusals = Promise.all([device.popErrorScope(), device.popErrorScope()]);
    try {
      const [, ...problems] = await watch.until(Promise.all([compiled, refusals]));
      for (const problem of problems.flat()) {
        if (problem) throw new Error(`The GPU refused: ${problem.message}`);
      }
      watch.check();
      return resources;
    } catch (error) {
      resources.destroy();
      throw error;
    }
  }

  private constructor(device: GPUDevice, plan: Plan, shape: ModelShape) {
    for (const [name, size] of plan.buffers) {
      const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC;
      this.#buffers.set(name, device.createBuffer({ label: name, size, usage }));
    }
    const uniform = (label: string, size: number) =>
      device.createBuffer({ label, size, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
    this.step = uniform('step', Object.keys(STEP_WORDS).length * WORD);
    this.#constantsStride = device.limits.minUniformBufferOffsetAlignment;
    const ops = [...plan.encode, ...plan.learn];
    this.#constants = uniform('constants', ops.length * this.#constantsStride);
    device.queue.writeBuffer(this.#constants, 0, constantsOf(ops, this.#constantsStride));
    this.losses = new Staging(device, shape.batch * shape.context * WORD, STEPS_UNDER_WAY);
    this.states = new Staging(device, shape.batch * shape.width * WORD, 1);
  }

  buffer(name: (typeof BUFFERS)[keyof typeof BUFFERS]): GPUBuffer {
    return this.#named(name);
  }

  destroy(): void {
    for (const buffer of [...this.#buffers.values(), this.step, this.#constants]) buffer.destroy();
    this.losses.destroy();
    this.states.destroy();
  }

  /** Begins to compile every kernel at once and makes the bind groups meanwhile. */
  async #prepare(device: GPUDevice, plan: Plan): Promise<void> {
    const pipelines = new Map<
      string,
      { layout: GPUBindGroupLayout; pipeline: Promise<GPUComputePipeline> }
    >();
    const ready = (op: Op, index: number): Promise<Ready> => {
      const { kernel } = op;
      const known = pipelines.get(kernel.name) ?? compile(device, kernel);
      pipelines.set(kernel.name, known);
      const bindings = device.createBindGroup({
        label: kernel.name,
        layout: known.layout,
        entries: this.#entriesOf(op, index)
      });
      return known.pipeline.then((pipeline) => ({ pipeline, bindings, groups: op.groups }));
    };
    const ops = await Promise.all([...plan.encode, ...plan.learn].map(ready));
    this.encode = ops.slice(0, plan.encode.length);
    this.learn = ops.slice(plan.encode.length);
  }

  #entriesOf({ kernel, buffers }: Op, index: number): GPUBindGroupEntry[] {
    const storage = kernel.bindings.map(({ name }, i) => ({
      binding: FIRST_STORAGE + i,
      resource: { buffer: this.#named(buffers[name] ?? `${kernel.name}.${name}`) }
    }));
    const constants = {
      binding: OP_BINDING,
      resource: {
        buffer: this.#constants,
        offset: index * this.#constantsStride,
        size: kernel.constants.length * WORD
      }
    };
    return [
      { binding: STEP_BINDING, resource: { buffer: this.step } },
      ...(kernel.constants.length > 0 ? [constants] : []),
      ...storage
    ];
  }

  #named(name: string): GPUBuffer {
    const buffer = this.#buffers.get(name);
    if (!buffer) throw new Error(`There is no buffer "${name}".`);
    return buffer;
  }
}

function compile(device: GPUDevice, kernel: Kernel) {
  const entry = (binding: number, type: GPUBufferBindingType): GPUBindGroupLayoutEntry => ({
    binding,
    visibility: GPUShaderStage.COMPUTE,
    buffer: { type }
  });
  const layout = device.createBindGroupLayout({
    label: kernel.name,
    entries: [
      entry(STEP_BINDING, 'uniform'),
      ...(kernel.constants.length > 0 ? [entry(OP_BINDING, 'uniform')] : []),
      ...kernel.bindings.map(({ writable }, i) =>
        entry(FIRST_STORAGE + i, writable ? 'storage' : 'read-only-storage')
      )
    ]
  });
  const pipeline = device.createComputePipelineAsync({
    label: kernel.name,
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module: device.createShaderModule({ label: kernel.name, code: kernel.code }) }
  });
  return { layout, pipeline };
}

/** Every op's constants, each `stride` bytes after those of the one before. */
function constantsOf(ops: readonly Op[], stride: number): ArrayBuffer {
  const bytes = new DataView(new ArrayBuffer(ops.length * stride));
  ops.forEach(({ kernel, constants }, index) => {
    kernel.constants.forEach(({ name, type }, i) => {
      const value = constants[name];
      if (value === undefined) throw new Error(`"${kernel.name}" misses its constant "${name}".`);
      const at = index * stride + i * WORD;
      if (type === 'u32') bytes.setUint32(at, value, true);
      else bytes.setFloat32(at, value, true);
    });
  });
  return bytes.buffer;
}
