import { batchSizes, checkBatch, checkWindows, type TrainingBatch, type Windows } from '../batch.ts';
import { dropoutOf } from '../dropout.ts';
import {
  checkState,
  correctedRate,
  type AdamSettings,
  type TrainingEngine,
  type TrainingState
} from '../engine.ts';
import { parameterLayout } from '../layout.ts';
import { checkShape, type LossName, type ModelShape } from '../shape.ts';

/** What assembly/index.ts exports. Addresses are globals that `configure` sets. */
interface Step {
  memory: WebAssembly.Memory;
  configure(...sizes: number[]): number;
  setDropout(key: number, threshold: number): void;
  packWeights(): void;
  encode(): void;
  step(rate: number, beta1: number, beta2: number, epsilon: number): number;
}
type StepArray =
  | 'parameters'
  | 'first'
  | 'second'
  | 'inputs'
  | 'inputKinds'
  | 'targets'
  | 'lengths'
  | 'negatives'
  | 'logQ'
  | 'encoded';
type StepModule = Step & Record<StepArray, WebAssembly.Global<'i32'>>;

const LOSS_NUMBER: Record<LossName, number> = { bce: 0, sampled: 1, full: 2 };

/** The fused step on one thread; memory grows with the parameters (16 bytes each) and one window, not the batch. */
export class WasmEngine implements TrainingEngine {
  readonly #size: number;
  #module: StepModule | undefined;
  #steps = 0;

  /** @param module compiled from assembly/, see load.ts */
  constructor(
    module: WebAssembly.Module,
    readonly shape: ModelShape,
    private readonly settings: AdamSettings
  ) {
    checkShape(shape);
    this.#size = parameterLayout(shape).size;
    const step = new WebAssembly.Instance(module, {}).exports as unknown as StepModule;
    const { width, heads, hidden, blocks, context, batch, items, kinds, itemBias, loss, negatives } = shape;
    const size = step.configure(
      width,
      heads,
      hidden,
      blocks,
      context,
      batch,
      items,
      kinds,
      Number(itemBias),
      LOSS_NUMBER[loss],
      negatives
    );
    if (size !== this.#size) throw new Error(`The step lays out ${size} parameters, not ${this.#size}.`);
    this.#module = step;
  }

  load(state: TrainingState): void {
    checkState(state, this.#size);
    for (const name of ['parameters', 'first', 'second'] as const)
      this.#floats(name, this.#size).set(state[name]);
    this.#steps = state.steps;
  }

  step(batch: TrainingBatch): Promise<number> {
    return new Promise((resolve) => {
      resolve(this.#step(batch));
    });
  }

  read(): Promise<TrainingState> {
    const copy = (name: StepArray) => this.#floats(name, this.#size).slice();
    return Promise.resolve({
      parameters: copy('parameters'),
      first: copy('first'),
      second: copy('second'),
      steps: this.#steps
    });
  }

  encode(windows: Windows): Promise<Float32Array> {
    return new Promise((resolve) => {
      resolve(this.#encode(windows));
    });
  }

  dispose(): void {
    this.#module = undefined;
  }

  #step(batch: TrainingBatch): number {
    const { shape, settings } = this;
    checkBatch(shape, batch);
    const sizes = batchSizes(shape);
    this.#place(batch);
    this.#words('targets', sizes.targets).set(batch.targets);
    this.#words('negatives', sizes.negatives).set(batch.negatives);
    this.#floats('logQ', sizes.logQ).set(batch.logQ);
    const { key, threshold } = dropoutOf(shape.dropout, batch.seed);
    this.#open.setDropout(key, threshold);
    this.#steps++;
    const { beta1, beta2, epsilon } = settings;
    const rate = correctedRate(settings, this.#steps);
    return this.#open.step(rate, beta1, beta2, epsilon);
  }

  #encode(windows: Windows): Float32Array {
    checkWindows(this.shape, windows);
    this.#place(windows);
    this.#open.setDropout(0, 0);
    this.#open.packWeights();
    const { batch, width } = this.shape;
    const states = this.#floats('encoded', batch * width).fill(0);
    this.#open.encode();
    return states.slice();
  }

  #place({ items, kinds, lengths }: Windows): void {
    this.#words('inputs', items.length).set(items);
    this.#words('inputKinds', kinds.length).set(kinds);
    this.#words('lengths', lengths.length).set(lengths);
  }

  get #open(): StepModule {
    if (!this.#module) throw new Error('The engine was disposed of.');
    return this.#module;
  }

  #floats(name: StepArray, count: number): Float32Array {
    return new Float32Array(this.#open.memory.buffer, this.#open[name].value, count);
  }

  #words(name: StepArray, count: number): Int32Array {
    return new Int32Array(this.#open.memory.buffer, this.#open[name].value, count);
  }
}
