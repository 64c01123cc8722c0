import { batchSizes, type TrainingBatch, type Windows } from '../batch.ts';
import { dropoutOf } from '../dropout.ts';
import { checkState, correctedRate, type AdamSettings, type TrainingState } from '../engine.ts';
import { parameterLayout } from '../layout.ts';
import { checkShape, type LossName, type ModelShape } from '../shape.ts';

/** What assembly/index.ts exports. Addresses are globals that `configure` sets. */
interface Step {
  memory: WebAssembly.Memory;
  configure(...sizes: number[]): number;
  setDropout(key: number, threshold: number): void;
  packWeights(): void;
  encode(from: number, stride: number): void;
  differentiate(from: number, stride: number, share: number): number;
  adam(rate: number, beta1: number, beta2: number, epsilon: number): void;
  prepareParcel(): number;
  fillParcel(): number;
  addParcel(words: number): void;
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
  | 'encoded'
  | 'parcel';
type StepExports = Step & Record<StepArray, WebAssembly.Global<'i32'>>;

const LOSS_NUMBER: Record<LossName, number> = { bce: 0, sampled: 1, full: 2 };

/** Which windows of a batch: number `first`, and every `stride`th from there on. */
export interface Portion {
  first: number;
  stride: number;
}

export const ALL: Portion = { first: 0, stride: 1 };

/** The fused step with weights, moments and memory of its own. What it is given is not checked. */
export class StepInstance {
  readonly #size: number;
  readonly #exports: StepExports;
  #steps = 0;

  /**
   * @param module compiled from assembly/, see load.ts
   * @throws RangeError where the shape is none
   */
  constructor(
    module: WebAssembly.Module,
    readonly shape: ModelShape,
    private readonly settings: AdamSettings
  ) {
    checkShape(shape);
    this.#size = parameterLayout(shape).size;
    this.#exports = new WebAssembly.Instance(module, {}).exports as unknown as StepExports;
    const { width, heads, hidden, blocks, context, batch, items, kinds, itemBias, loss, negatives } = shape;
    const size = this.#exports.configure(
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
  }

  /** @throws RangeError where an array has another length than the shape's layout */
  load(state: TrainingState): void {
    checkState(state, this.#size);
    for (const name of ['parameters', 'first', 'second'] as const)
      this.#floats(name, this.#size).set(state[name]);
    this.#steps = state.steps;
  }

  /** A copy. */
  read(): TrainingState {
    const copy = (name: StepArray) => this.#floats(name, this.#size).slice();
    return {
      parameters: copy('parameters'),
      first: copy('first'),
      second: copy('second'),
      steps: this.#steps
    };
  }

  /**
   * Finds the gradients of some windows of a batch.
   * @param plays in the whole batch
   * @returns the loss, summed over the plays of these windows, nats
   */
  differentiate(batch: TrainingBatch, plays: number, { first, stride }: Portion): number {
    const sizes = batchSizes(this.shape);
    this.#place(batch);
    this.#words('targets', sizes.targets).set(batch.targets);
    this.#words('negatives', sizes.negatives).set(batch.negatives);
    this.#floats('logQ', sizes.logQ).set(batch.logQ);
    const { key, threshold } = dropoutOf(this.shape.dropout, batch.seed);
    this.#exports.setDropout(key, threshold);
    return this.#exports.differentiate(first, stride, 1 / plays);
  }

  /** Takes Adam's step along the gradients. */
  adam(): void {
    this.#steps++;
    const { beta1, beta2, epsilon } = this.settings;
    this.#exports.adam(correctedRate(this.settings, this.#steps), beta1, beta2, epsilon);
  }

  /** @returns hidden states after the last play of each window, [B, d], of some windows; those of others are zeros */
  encode(windows: Windows, { first, stride }: Portion): Float32Array {
    this.#place(windows);
    this.#exports.setDropout(0, 0);
    this.#exports.packWeights();
    const { batch, width } = this.shape;
    const states = this.#floats('encoded', batch * width).fill(0);
    this.#exports.encode(first, stride);
    return states.slice();
  }

  /** To be called once, before the others that deal with parcels. @returns words of the largest one there can be */
  prepareParcel(): number {
    return this.#exports.prepareParcel();
  }

  /** Moves the gradients into a parcel: none are left. @returns it, until the next call that deals with parcels */
  fillParcel(): Float32Array {
    return this.#floats('parcel', this.#exports.fillParcel());
  }

  /** Adds the gradients in a parcel to what is there. */
  addParcel(parcel: Float32Array): void {
    this.#floats('parcel', parcel.length).set(parcel);
    this.#exports.addParcel(parcel.length);
  }

  #place({ items, kinds, lengths }: Windows): void {
    this.#words('inputs', items.length).set(items);
    this.#words('inputKinds', kinds.length).set(kinds);
    this.#words('lengths', lengths.length).set(lengths);
  }

  #floats(name: StepArray, count: number): Float32Array {
    return new Float32Array(this.#exports.memory.buffer, this.#exports[name].value, count);
  }

  #words(name: StepArray, count: number): Int32Array {
    return new Int32Array(this.#exports.memory.buffer, this.#exports[name].value, count);
  }
}
