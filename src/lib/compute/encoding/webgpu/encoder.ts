import type { Gpu } from '../../gpu/device.ts';
import { DeviceWatch } from '../../training/webgpu/watch.ts';
import { checkWindow, type Encoder } from '../encoder.ts';
import type { EncoderWeights } from '../weights.ts';
import { KERNELS, WORKGROUP } from './kernels.wgsl.ts';
import { planSteps, type Kernel, type Plan, type Step } from './steps.ts';

/** Bytes of a vector of four values. */
const VECTOR = 16;
const KERNEL_NAMES: readonly Kernel[] = ['product', 'attend', 'finish'];

/**
 * @param release called when the encoder is disposed of, or could not be built
 * @throws Error when the GPU has no room or refuses the kernels
 */
export async function buildWebgpuEncoder(
  gpu: Gpu,
  weights: EncoderWeights,
  release?: () => void
): Promise<Encoder> {
  const { device } = gpu;
  let encoder: WebgpuEncoder | undefined;
  try {
    const pipelines = await compile(device, weights.shape.width / weights.shape.heads / 4);
    device.pushErrorScope('validation');
    device.pushErrorScope('out-of-memory');
    encoder = new WebgpuEncoder(gpu, weights, planSteps(weights.shape), pipelines, release);
    const problems = await Promise.all([device.popErrorScope(), device.popErrorScope()]);
    const problem = problems.find((error) => error !== null);
    if (problem) throw new Error(`The GPU refused: ${problem.message}`);
    return encoder;
  } catch (error) {
    if (encoder) encoder.dispose();
    else release?.();
    throw error;
  }
}

interface Pipelines {
  layout: GPUPipelineLayout;
  groups: [GPUBindGroupLayout, GPUBindGroupLayout];
  byKernel: Map<Kernel, GPUComputePipeline>;
}

/** @param head vectors in a head */
async function compile(device: GPUDevice, head: number): Promise<Pipelines> {
  const module = device.createShaderModule({ code: KERNELS });
  const visibility = GPUShaderStage.COMPUTE;
  const groups: Pipelines['groups'] = [
    device.createBindGroupLayout({
      entries: [
        { binding: 0, visibility, buffer: { type: 'read-only-storage' } },
        { binding: 1, visibility, buffer: { type: 'storage' } },
        { binding: 2, visibility, buffer: { type: 'uniform' } }
      ]
    }),
    device.createBindGroupLayout({ entries: [{ binding: 0, visibility, buffer: { type: 'uniform' } }] })
  ];
  const layout = device.createPipelineLayout({ bindGroupLayouts: groups });
  const pipelines = KERNEL_NAMES.map(async (entryPoint) => {
    const constants = entryPoint === 'attend' ? { HEAD: head } : {};
    const compute = { module, entryPoint, constants };
    return [entryPoint, await device.createComputePipelineAsync({ layout, compute })] as const;
  });
  return { layout, groups, byKernel: new Map(await Promise.all(pipelines)) };
}

/** Static steps, bound once; each window is one pass and one submit. */
class WebgpuEncoder implements Encoder {
  readonly rung = 'webgpu';
  readonly description: string;
  readonly bytes: number;
  readonly #gpu: Gpu;
  readonly #shape: EncoderWeights['shape'];
  readonly #plan: Plan;
  readonly #dispatches: { pipeline: GPUComputePipeline; group: GPUBindGroup; workgroups: number }[];
  readonly #shared: GPUBindGroup;
  readonly #rows: GPUBuffer;
  readonly #plays: GPUBuffer;
  readonly #result: GPUBuffer;
  /** The call before, whose result must have been read before the next one is written. */
  #turn: Promise<unknown> = Promise.resolve();
  readonly #buffers: GPUBuffer[] = [];
  readonly #release: (() => void) | undefined;
  readonly #watch: DeviceWatch;

  constructor(
    gpu: Gpu,
    { shape, values }: EncoderWeights,
    plan: Plan,
    { groups, byKernel }: Pipelines,
    release?: () => void
  ) {
    const { device, description, isSoftware } = gpu;
    this.description = description + (isSoftware ? ', a software adapter' : '');
    this.#gpu = gpu;
    this.#shape = shape;
    this.#plan = plan;
    this.#release = release;
    const buffer = (size: number, usage: number) => {
      const made = device.createBuffer({ size, usage });
      this.#buffers.push(made);
      return made;
    };
    const { STORAGE, COPY_DST, COPY_SRC, UNIFORM, MAP_READ } = GPUBufferUsage;
    const parameters = buffer(values.byteLength, STORAGE | COPY_DST);
    device.queue.writeBuffer(parameters, 0, values);
    this.#rows = buffer(plan.size * VECTOR, STORAGE | COPY_DST | COPY_SRC);
    this.#plays = buffer(VECTOR, UNIFORM | COPY_DST);
    this.#result = buffer(4 * shape.width, MAP_READ | COPY_DST);
    this.#shared = device.createBindGroup({
      layout: groups[0],
      entries: [parameters, this.#rows, this.#plays].map((bound, binding) => ({
        binding,
        resource: { buffer: bound }
      }))
    });
    this.#dispatches = plan.steps.map((step) => {
      const pipeline = byKernel.get(step.kernel);
      if (!pipeline) throw new Error(`there is no kernel ${step.kernel}`);
      const words = wordsOf(step);
      const own = buffer(words.byteLength, UNIFORM | COPY_DST);
      device.queue.writeBuffer(own, 0, words);
      const group = device.createBindGroup({
        layout: groups[1],
        entries: [{ binding: 0, resource: { buffer: own } }]
      });
      return { pipeline, group, workgroups: Math.ceil(step.invocations / WORKGROUP) };
    });
    this.bytes = this.#buffers.reduce((sum, { size }) => sum + size, 0);
    this.#watch = new DeviceWatch(device);
  }

  encode(rows: Float32Array<ArrayBuffer>, plays: number): Promise<Float32Array> {
    const result = this.#turn.then(() => this.#encode(rows, plays));
    this.#turn = result.catch(() => undefined);
    return result;
  }

  dispose(): void {
    this.#watch.stop();
    for (const buffer of this.#buffers) buffer.destroy();
    this.#release?.();
  }

  async #encode(rows: Float32Array<ArrayBuffer>, plays: number): Promise<Float32Array> {
    checkWindow(this.#shape, rows, plays);
    this.#watch.check();
    const { width } = this.#shape;
    const { device } = this.#gpu;
    device.queue.writeBuffer(this.#rows, 0, rows, 0, plays * width);
    device.queue.writeBuffer(this.#plays, 0, Uint32Array.of(plays));
    const commands = device.createCommandEncoder();
    const pass = commands.beginComputePass();
    pass.setBindGroup(0, this.#shared);
    for (const { pipeline, group, workgroups } of this.#dispatches) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(1, group);
      pass.dispatchWorkgroups(workgroups);
    }
    pass.end();
    commands.copyBufferToBuffer(this.#rows, this.#plan.state * VECTOR, this.#result, 0, 4 * width);
    device.queue.submit([commands.finish()]);
    await this.#watch.until(this.#result.mapAsync(GPUMapMode.READ));
    const state = new Float32Array(this.#result.getMappedRange()).slice();
    this.#result.unmap();
    return state;
  }
}

/** A step as the kernels read it. */
function wordsOf({
  source,
  goal,
  weights,
  bias,
  norm,
  inner,
  columns,
  flags
}: Step): Uint32Array<ArrayBuffer> {
  return Uint32Array.of(source, goal, weights, bias, norm, inner, columns, flags);
}
