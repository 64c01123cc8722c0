import type { Rank, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { lookup } from './lookup.ts';
import { product } from './product.ts';
import type { Tf } from './tf.ts';
import type { TrainingBatch, Windows } from '../batch.ts';
import { dropoutMask, dropoutOf } from '../dropout.ts';
import type { ModelShape } from '../shape.ts';

/** Large and finite: WGSL may assume that no infinities occur. */
export const BLOCKED = -1e9;
const NORM_EPSILON = 1e-6;

/** A parameter by its name in the layout. @throws Error when the shape has none of that name */
export type Named = (name: string) => Tensor2D;

/** Hidden states after each play, [B x L, d]; see `ModelShape` for the equations. */
export function encode(
  tf: Tf,
  named: Named,
  shape: ModelShape,
  batch: Windows & Pick<TrainingBatch, 'seed'>
): Tensor2D {
  const { width, context, blocks } = shape;
  const rows = shape.batch * context;
  const items = lookup(tf, named('items'), tf.tensor1d(batch.items, 'int32'));
  let x = tf.mul<Tensor2D>(items, Math.sqrt(width));
  if (shape.kinds > 0) x = tf.add(x, lookup(tf, named('kinds'), tf.tensor1d(batch.kinds, 'int32')));
  if (shape.dropout > 0) {
    const mask = dropoutMask(dropoutOf(shape.dropout, batch.seed), rows * width);
    x = tf.mul(x, tf.tensor2d(mask, [rows, width]));
  }
  const placed = tf.add(tf.reshape<Rank.R3>(x, [shape.batch, context, width]), named('positions'));
  x = tf.reshape(placed, [rows, width]);
  for (let i = 0; i < blocks; i++) {
    const own = (name: string) => named(`block${i}.${name}`);
    const attended = attend(tf, product(tf, norm(tf, x, own('attentionNorm')), own('attention')), shape);
    x = tf.add(x, product(tf, attended, own('output')));
    const normed = norm(tf, x, own('hiddenNorm'));
    const hidden = tf.relu<Tensor2D>(tf.add(product(tf, normed, own('hidden')), own('hiddenBias')));
    x = tf.add(x, tf.add(product(tf, hidden, own('narrow')), own('narrowBias')));
  }
  return norm(tf, x, named('finalNorm'));
}

/** @param projected queries, keys and values side by side, [B x L, 3 d] */
function attend(tf: Tf, projected: Tensor2D, { batch, context, width, heads }: ModelShape): Tensor2D {
  const headWidth = width / heads;
  const part = (index: number) => {
    const columns = tf.slice(projected, [0, index * width], [-1, width]);
    return tf.transpose(tf.reshape(columns, [batch, context, heads, headWidth]), [0, 2, 1, 3]);
  };
  const similarity = tf.mul(tf.matMul(part(0), part(1), false, true), 1 / Math.sqrt(headWidth));
  const weights = tf.softmax(tf.add(similarity, futureMask(tf, context)));
  const mixed = tf.transpose(tf.matMul(weights, part(2)), [0, 2, 1, 3]);
  return tf.reshape(mixed, [batch * context, width]);
}

/** Layer normalisation over the last axis. */
function norm(tf: Tf, x: Tensor2D, parameters: Tensor2D): Tensor2D {
  const centred = tf.sub(x, tf.mean(x, 1, true));
  const variance = tf.mean(tf.square(centred), 1, true);
  const unit = tf.mul(centred, tf.rsqrt(tf.add(variance, NORM_EPSILON)));
  const gain = tf.slice(parameters, [0, 0], [1, -1]);
  const offset = tf.slice(parameters, [1, 0], [1, -1]);
  return tf.add(tf.mul(unit, gain), offset);
}

/** [1, 1, L, L]: a play must not look at later ones. */
function futureMask(tf: Tf, context: number): Tensor {
  const mask = new Float32Array(context * context);
  for (let i = 0; i < context; i++) mask.fill(BLOCKED, i * context + i + 1, (i + 1) * context);
  return tf.tensor(mask, [1, 1, context, context]);
}
