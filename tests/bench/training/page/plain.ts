import type { Optimizer, Scalar, Tensor, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import type { TrainingBatch } from '../../../../src/lib/compute/training/batch.ts';
import { parameterLayout } from '../../../../src/lib/compute/training/layout.ts';
import type { ModelShape } from '../../../../src/lib/compute/training/shape.ts';
import type { Tf } from '../../../../src/lib/compute/training/tfjs/tf.ts';

/** Product of plain matrices. */
export type Product = (a: Tensor2D, b: Tensor2D) => Tensor2D;

/**
 * The yardstick: the step as its user writes it in TensorFlow.js, with its own gather and its own Adam, for whole
 * windows without kinds, biases, logQ and dropout.
 */
export class PlainTfjs {
  readonly #variables = new Map<string, Variable>();
  readonly #optimizer: Optimizer;
  readonly #futureMask: Tensor;

  /** @param multiply `tf.matMul`, or something faster with the same result */
  constructor(
    private readonly tf: Tf,
    private readonly shape: ModelShape,
    values: Float32Array,
    learningRate: number,
    private readonly multiply: Product
  ) {
    for (const { name, rows, columns, offset } of parameterLayout(shape).parameters) {
      const value = tf.tensor2d(values.slice(offset, offset + rows * columns), [rows, columns]);
      this.#variables.set(name, tf.variable(value));
      value.dispose();
    }
    this.#optimizer = tf.train.adam(learningRate);
    const { context } = shape;
    const mask = new Float32Array(context * context);
    for (let i = 0; i < context; i++) mask.fill(-1e9, i * context + i + 1, (i + 1) * context);
    this.#futureMask = tf.tensor(mask, [1, 1, context, context]);
  }

  async step(batch: TrainingBatch): Promise<number> {
    const { tf } = this;
    const loss = tf.tidy(() => {
      const lossNow = this.#optimizer.minimize(() => this.#loss(batch), true);
      if (!lossNow) throw new Error('no loss');
      return lossNow;
    });
    const value = (await loss.data())[0] ?? NaN;
    loss.dispose();
    // The last update may still be under way when the loss is there.
    const sum = tf.tidy(() => tf.sum(this.#named('positions')));
    await sum.data();
    sum.dispose();
    return value;
  }

  dispose(): void {
    this.#optimizer.dispose();
    this.#futureMask.dispose();
    for (const variable of this.#variables.values()) variable.dispose();
  }

  #named(name: string): Tensor2D {
    const variable = this.#variables.get(name);
    if (!variable) throw new Error(`no variable "${name}"`);
    return variable as unknown as Tensor2D;
  }

  #gather(items: Int32Array): Tensor2D {
    return this.tf.gather(this.#named('items'), this.tf.tensor1d(items, 'int32'));
  }

  #loss({ items, targets, negatives }: TrainingBatch): Scalar {
    const { tf, shape } = this;
    const states = this.#encode(items);
    const own = tf.sum<Tensor2D>(tf.mul(states, this.#gather(targets)), -1, true);
    if (shape.loss === 'bce') {
      const other = tf.sum(tf.mul(states, this.#gather(negatives)), -1, true);
      return tf.mean<Scalar>(tf.add(tf.softplus(tf.neg(own)), tf.softplus(other)));
    }
    const table = shape.loss === 'full' ? this.#named('items') : this.#gather(negatives);
    const others = this.multiply(states, tf.transpose(table));
    const all = shape.loss === 'full' ? others : tf.concat([own, others], 1);
    return tf.mean<Scalar>(tf.sub(tf.logSumExp(all, -1, true), own));
  }

  #encode(items: Int32Array): Tensor2D {
    const { tf, shape, multiply } = this;
    const { batch, context, width, heads, blocks } = shape;
    const as3d = tf.reshape(this.#gather(items), [batch, context, width]);
    let x = tf.reshape<Tensor2D['rankType']>(
      tf.add(tf.mul(as3d, Math.sqrt(width)), this.#named('positions')),
      [batch * context, width]
    );
    const split = (part: Tensor) =>
      tf.transpose(tf.reshape(part, [batch, context, heads, width / heads]), [0, 2, 1, 3]);
    for (let i = 0; i < blocks; i++) {
      const own = (name: string) => this.#named(`block${i}.${name}`);
      const projected = multiply(this.#norm(x, own('attentionNorm')), own('attention'));
      const part = (index: number) => split(tf.slice(projected, [0, index * width], [-1, width]));
      const similarity = tf.mul(tf.matMul(part(0), part(1), false, true), 1 / Math.sqrt(width / heads));
      const mixed = tf.matMul(tf.softmax(tf.add(similarity, this.#futureMask)), part(2));
      const joined = tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [batch * context, width]);
      x = tf.add(x, multiply(joined as Tensor2D, own('output')));
      const normed = this.#norm(x, own('hiddenNorm'));
      const hidden = tf.relu<Tensor2D>(tf.add(multiply(normed, own('hidden')), own('hiddenBias')));
      x = tf.add(x, tf.add(multiply(hidden, own('narrow')), own('narrowBias')));
    }
    return this.#norm(x, this.#named('finalNorm'));
  }

  #norm(x: Tensor2D, parameters: Tensor2D): Tensor2D {
    const { tf } = this;
    const centred = tf.sub(x, tf.mean(x, -1, true));
    const variance = tf.mean(tf.square(centred), -1, true);
    const unit = tf.mul(centred, tf.rsqrt(tf.add(variance, 1e-6)));
    const [gain, offset] = tf.split(parameters, 2) as [Tensor2D, Tensor2D];
    return tf.add(tf.mul(unit, gain), offset);
  }
}
