import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Tf } from './tf.ts';
import { checkBatch, checkWindows, type TrainingBatch, type Windows } from '../batch.ts';
import {
  checkState,
  correctedRate,
  type AdamSettings,
  type TrainingEngine,
  type TrainingState
} from '../engine.ts';
import { parameterLayout, type Layout } from '../layout.ts';
import { checkShape, type ModelShape } from '../shape.ts';
import { touchedItems } from '../touched.ts';
import { batchLoss } from './losses.ts';
import { encode, type Named } from './network.ts';

/** Adam's view of the parameters, each list in the layout's order. */
interface Tensors {
  parameters: Tensor2D[];
  first: Tensor2D[];
  second: Tensor2D[];
}
const LISTS = ['parameters', 'first', 'second'] as const;

/** TensorFlow.js's own derivatives on its current backend: slow, and what the other engines are held against. */
export class TfjsEngine implements TrainingEngine {
  readonly #layout: Layout;
  #tensors: Tensors = { parameters: [], first: [], second: [] };
  #steps = 0;

  constructor(
    private readonly tf: Tf,
    readonly shape: ModelShape,
    private readonly settings: AdamSettings
  ) {
    checkShape(shape);
    this.#layout = parameterLayout(shape);
  }

  load(state: TrainingState): void {
    checkState(state, this.#layout.size);
    this.#replace(this.#map((list) => this.#cut(state[list])));
    this.#steps = state.steps;
  }

  async step(batch: TrainingBatch): Promise<number> {
    const { tf, shape } = this;
    checkBatch(shape, batch);
    this.#steps++;
    const loss = tf.tidy(() => {
      const derive = tf.valueAndGrads((...list: Tensor[]) => batchLoss(tf, this.#naming(list), shape, batch));
      const { value, grads } = derive(this.#tensors.parameters);
      const next = this.#adam(grads as Tensor2D[], touchedItems(shape, batch));
      for (const list of LISTS) next[list].forEach((tensor) => tf.keep(tensor));
      this.#replace(next);
      return value;
    });
    const value = (await loss.data())[0] ?? NaN;
    loss.dispose();
    return value;
  }

  async encode(windows: Windows): Promise<Float32Array> {
    const { tf, shape } = this;
    checkWindows(shape, windows);
    const { batch, context, width } = shape;
    const states = tf.tidy(() =>
      encode(tf, this.#naming(this.#tensors.parameters), { ...shape, dropout: 0 }, { ...windows, seed: 0 })
    );
    const all = await states.data();
    states.dispose();
    const last = new Float32Array(batch * width);
    windows.lengths.forEach((length, window) => {
      const start = (window * context + length - 1) * width;
      if (length > 0) last.set(all.subarray(start, start + width), window * width);
    });
    return last;
  }

  async read(): Promise<TrainingState> {
    const join = async (tensors: Tensor2D[]) => {
      const all = new Float32Array(this.#layout.size);
      for (const [i, { offset }] of this.#layout.parameters.entries()) {
        all.set((await tensors[i]?.data()) as Float32Array, offset);
      }
      return all;
    };
    const { parameters, first, second } = this.#tensors;
    return {
      parameters: await join(parameters),
      first: await join(first),
      second: await join(second),
      steps: this.#steps
    };
  }

  dispose(): void {
    this.#replace({ parameters: [], first: [], second: [] });
  }

  /** What Adam makes of all lists; rows of items that are not touched stay as they are. */
  #adam(gradients: Tensor2D[], touched: Uint8Array): Tensors {
    const { tf, settings } = this;
    const { beta1, beta2, epsilon } = settings;
    const rate = correctedRate(settings, this.#steps);
    const rows = tf.tensor2d(touched, [touched.length, 1], 'bool');
    const next: Tensors = { parameters: [], first: [], second: [] };
    for (const [i, { name }] of this.#layout.parameters.entries()) {
      const [value, first, second] = LISTS.map((list) => this.#tensors[list][i]);
      const gradient = gradients[i];
      if (!value || !first || !second || !gradient) throw new Error('The engine holds no parameters yet.');
      const perItem = name === 'items' || name === 'itemBias';
      const settle = (fresh: Tensor, old: Tensor2D): Tensor2D =>
        (perItem ? tf.where(rows, fresh, old) : fresh) as Tensor2D;
      const m = tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1));
      const v = tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2));
      const change = tf.div(tf.mul(m, rate), tf.add(tf.sqrt(v), epsilon));
      next.parameters.push(settle(tf.sub(value, change), value));
      next.first.push(settle(m, first));
      next.second.push(settle(v, second));
    }
    return next;
  }

  #naming(list: readonly Tensor[]): Named {
    const { parameters } = this.#layout;
    return (name) => {
      const tensor = list[parameters.findIndex((parameter) => parameter.name === name)];
      if (!tensor) throw new Error(`The shape has no parameter "${name}".`);
      return tensor as Tensor2D;
    };
  }

  #cut(all: Float32Array): Tensor2D[] {
    return this.#layout.parameters.map(({ rows, columns, offset }) =>
      this.tf.tensor2d(all.slice(offset, offset + rows * columns), [rows, columns])
    );
  }

  #map(make: (list: (typeof LISTS)[number]) => Tensor2D[]): Tensors {
    return { parameters: make('parameters'), first: make('first'), second: make('second') };
  }

  #replace(next: Tensors): void {
    const before = this.#tensors;
    this.#tensors = next;
    for (const list of LISTS) this.tf.dispose(before[list]);
  }
}
