import { checkBatch, checkWindows, type TrainingBatch, type Windows } from '../batch.ts';
import { dropoutOf } from '../dropout.ts';
import {
  checkState,
  correctedRate,
  type AdamSettings,
  type TrainingEngine,
  type TrainingState
} from '../engine.ts';
import { parameterLayout } from '../layout.ts';
import { checkShape, type ModelShape } from '../shape.ts';
import { InputPacker } from './inputs.ts';
import { STEP_WORDS } from './kernel.ts';
import { checkLimits, planOf } from './plan/plan.ts';
import type { Counts } from './plan/tape.ts';
import { Resources, type Ready } from './resources.ts';
import { DeviceWatch } from './watch.ts';

const WORD = 4;
const LISTS = ['parameters', 'first', 'second'] as const;

type StepWords = Record<keyof typeof STEP_WORDS, number>;

/**
 * The step in WGSL, on a GPU device that others may use too: a fixed list of dispatches in one pass and one submission;
 * buffers, bind groups and pipelines are made once. `load` takes effect at once, before steps that are still under way:
 * await those first. Everything else happens in the order of the calls. When the device is lost or reports an error,
 * what is under way and all that follows is rejected.
 */
export class WgslEngine implements TrainingEngine {
  readonly #size: number;
  readonly #packer: InputPacker;
  #steps = 0;
  /** Ends when all that was asked for has been submitted. */
  #turn: Promise<unknown> = Promise.resolve();
  #open = true;

  /**
   * Makes the buffers and compiles the kernels, for which no data is needed.
   * @param options.ownsDevice the device ends with the engine, or with the failure to make one
   * @throws RangeError where the shape is none, or takes more than the device's limits allow
   * @throws Error where the device fails or has too little memory
   */
  static async create(
    device: GPUDevice,
    shape: ModelShape,
    settings: AdamSettings,
    { ownsDevice = false }: { ownsDevice?: boolean } = {}
  ): Promise<WgslEngine> {
    const watch = new DeviceWatch(device);
    try {
      checkShape(shape);
      const plan = planOf(shape);
      checkLimits(plan, device.limits);
      const resources = await Resources.make(device, plan, shape, watch);
      return new WgslEngine(device, shape, settings, resources, watch, ownsDevice);
    } catch (error) {
      watch.stop();
      if (ownsDevice) device.destroy();
      throw error;
    }
  }

  private constructor(
    private readonly device: GPUDevice,
    readonly shape: ModelShape,
    private readonly settings: AdamSettings,
    private readonly resources: Resources,
    private readonly watch: DeviceWatch,
    private readonly ownsDevice: boolean
  ) {
    this.#size = parameterLayout(shape).size;
    this.#packer = new InputPacker(shape);
  }

  load(state: TrainingState): void {
    checkState(state, this.#size);
    this.#check();
    for (const list of LISTS) {
      this.device.queue.writeBuffer(this.resources.buffer(list), 0, new Float32Array(state[list]));
    }
    this.#steps = state.steps;
  }

  async step(batch: TrainingBatch): Promise<number> {
    const plays = checkBatch(this.shape, batch);
    const { losses, encode, learn } = this.resources;
    const staging = await this.#inTurn(async () => {
      const buffer = await this.watch.until(losses.take());
      this.#check();
      this.#steps++;
      const packed = this.#packer.packBatch(batch, plays);
      const { beta1, beta2, epsilon } = this.settings;
      const { key, threshold } = dropoutOf(this.shape.dropout, batch.seed);
      this.#upload(packed.words, {
        plays,
        touched: packed.touched,
        key,
        threshold,
        kept: 1 / (1 - threshold / 2 ** 24),
        share: 1 / plays,
        rate: correctedRate(this.settings, this.#steps),
        beta1,
        rest1: 1 - beta1,
        beta2,
        rest2: 1 - beta2,
        epsilon
      });
      this.#submit([encode, learn], { plays, touched: packed.touched }, (encoder) => {
        encoder.copyBufferToBuffer(this.resources.buffer('losses'), 0, buffer, 0, plays * WORD);
      });
      return buffer;
    });
    const all = await this.watch.until(losses.read(staging, plays * WORD));
    const loss = all.reduce((sum, one) => sum + one, 0) / plays;
    return Number.isFinite(loss) ? loss : NaN;
  }

  async encode(windows: Windows): Promise<Float32Array> {
    const plays = checkWindows(this.shape, windows);
    const { batch, width } = this.shape;
    const { states, encode } = this.resources;
    const last = new Float32Array(batch * width);
    if (plays === 0) return last;
    const staging = await this.#inTurn(async () => {
      const buffer = await this.watch.until(states.take());
      this.#check();
      this.#upload(this.#packer.packWindows(windows), { ...NOT_LEARNING, plays });
      this.#submit([encode], { plays, touched: 0 }, (encoder) => {
        let end = 0;
        windows.lengths.forEach((length, window) => {
          end += length;
          if (length === 0) return;
          const from = (end - 1) * width * WORD;
          const size = width * WORD;
          encoder.copyBufferToBuffer(this.resources.buffer('states'), from, buffer, window * size, size);
        });
      });
      return buffer;
    });
    const read = await this.watch.until(states.read(staging, last.byteLength));
    windows.lengths.forEach((length, window) => {
      // Of windows without plays, what an earlier call left is there.
      if (length > 0) last.set(read.subarray(window * width, (window + 1) * width), window * width);
    });
    return last;
  }

  async read(): Promise<TrainingState> {
    const size = this.#size * WORD;
    const { steps, copies } = await this.#inTurn(() => {
      const encoder = this.device.createCommandEncoder();
      const buffers = LISTS.map((list) => {
        const copy = this.device.createBuffer({
          size,
          usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST
        });
        encoder.copyBufferToBuffer(this.resources.buffer(list), 0, copy, 0, size);
        return copy;
      });
      this.device.queue.submit([encoder.finish()]);
      return Promise.resolve({ steps: this.#steps, copies: buffers });
    });
    try {
      const read = async (copy: GPUBuffer | undefined) => {
        await copy?.mapAsync(GPUMapMode.READ);
        return new Float32Array(copy?.getMappedRange().slice(0) ?? []);
      };
      const [parameters, first, second] = copies;
      return {
        parameters: await this.watch.until(read(parameters)),
        first: await this.watch.until(read(first)),
        second: await this.watch.until(read(second)),
        steps
      };
    } finally {
      for (const copy of copies) copy.destroy();
    }
  }

  dispose(): void {
    this.#open = false;
    this.watch.stop();
    this.resources.destroy();
    if (this.ownsDevice) this.device.destroy();
  }

  /** Lets `work` submit what it has to when all that was asked for before has been submitted. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(() => {
      this.#check();
      return work();
    });
    this.#turn = done.catch(() => {});
    return done;
  }

  #check(): void {
    if (!this.#open) throw new Error('The engine was disposed of.');
    this.watch.check();
  }

  #upload(words: number, step: StepWords): void {
    const { queue } = this.device;
    queue.writeBuffer(this.resources.buffer('inputs'), 0, this.#packer.words, 0, words);
    const bytes = new DataView(new ArrayBuffer(Object.keys(STEP_WORDS).length * WORD));
    Object.entries(STEP_WORDS).forEach(([name, type], i) => {
      const value = step[name as keyof StepWords];
      if (type === 'u32') bytes.setUint32(i * WORD, value, true);
      else bytes.setFloat32(i * WORD, value, true);
    });
    queue.writeBuffer(this.resources.step, 0, bytes);
  }

  #submit(
    lists: readonly (readonly Ready[])[],
    counts: Counts,
    copy: (encoder: GPUCommandEncoder) => void
  ): void {
    const encoder = this.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (const ops of lists) {
      for (const { pipeline, bindings, groups } of ops) {
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, bindings);
        pass.dispatchWorkgroups(...groups(counts));
      }
    }
    pass.end();
    copy(encoder);
    this.device.queue.submit([encoder.finish()]);
  }
}

/** The uniform of a pass that keeps all values and changes no parameter. */
const NOT_LEARNING: Omit<StepWords, 'plays'> = {
  touched: 0,
  key: 0,
  threshold: 0,
  kept: 1,
  share: 0,
  rate: 0,
  beta1: 0,
  rest1: 0,
  beta2: 0,
  rest2: 0,
  epsilon: 0
};
