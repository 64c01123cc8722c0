import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { lookup } from './lookup.ts';
import { product } from './product.ts';
import type { Tf } from './tf.ts';
import type { TrainingBatch } from '../batch.ts';
import type { LossName, ModelShape } from '../shape.ts';
import { BLOCKED, encode, type Named } from './network.ts';

interface Judged {
  tf: Tf;
  named: Named;
  shape: ModelShape;
  batch: TrainingBatch;
  /** [B x L, d] */
  states: Tensor2D;
}

/** Mean loss over the batch's plays. */
export function batchLoss(tf: Tf, named: Named, shape: ModelShape, batch: TrainingBatch): Scalar {
  const states = encode(tf, named, shape, batch);
  const losses = LOSSES[shape.loss]({ tf, named, shape, batch, states });
  const plays = batch.lengths.reduce((sum, length) => sum + length, 0);
  const weights = Float32Array.from(batch.items, (_, place) =>
    place % shape.context < (batch.lengths[Math.floor(place / shape.context)] ?? 0) ? 1 / plays : 0
  );
  return tf.sum<Scalar>(tf.mul(losses, tf.tensor2d(weights, [weights.length, 1])));
}

/** Each play's loss, [B x L, 1]. */
const LOSSES: Record<LossName, (judged: Judged) => Tensor2D> = {
  bce: (judged) => {
    const { tf, batch } = judged;
    const target = ownScores(judged, batch.targets);
    const negative = ownScores(judged, batch.negatives);
    // -log sigmoid(z) = softplus(-z)
    return tf.add(tf.softplus(tf.neg(target)), tf.softplus(negative));
  },
  sampled: (judged) => {
    const { tf, batch } = judged;
    const { targets, negatives, logQ } = batch;
    const drawn = (items: Int32Array) => Float32Array.from(items, (item) => logQ[item] ?? NaN);
    const own = tf.sub<Tensor2D>(
      ownScores(judged, targets),
      tf.tensor2d(drawn(targets), [targets.length, 1])
    );
    const others = tf.sub(candidateScores(judged, negatives), tf.tensor1d(drawn(negatives)));
    const all = tf.concat([own, tf.add(others, collisions(tf, targets, negatives))], 1);
    return tf.sub(tf.logSumExp(all, 1, true), own);
  },
  full: (judged) => {
    const { tf, shape, batch } = judged;
    const all = candidateScores(
      judged,
      Int32Array.from({ length: shape.items }, (_, item) => item)
    );
    return tf.sub(tf.logSumExp(all, 1, true), ownScores(judged, batch.targets));
  }
};

/** Each play's score of its own item, [B x L, 1]. */
function ownScores({ tf, named, shape, states }: Judged, items: Int32Array): Tensor2D {
  const index = tf.tensor1d(items, 'int32');
  const scores = tf.sum<Tensor2D>(tf.mul(states, lookup(tf, named('items'), index)), 1, true);
  return shape.itemBias ? tf.add(scores, lookup(tf, named('itemBias'), index)) : scores;
}

/** Each play's scores of the same items, [B x L, items]. */
function candidateScores({ tf, named, shape, states }: Judged, items: Int32Array): Tensor2D {
  const index: Tensor1D = tf.tensor1d(items, 'int32');
  const scores = product(tf, states, tf.transpose(lookup(tf, named('items'), index)));
  if (!shape.itemBias) return scores;
  return tf.add(scores, tf.reshape(lookup(tf, named('itemBias'), index), [1, items.length]));
}

/** [targets, negatives]: a draw that hit a play's own target is no negative for that play. */
function collisions(tf: Tf, targets: Int32Array, negatives: Int32Array): Tensor2D {
  const mask = new Float32Array(targets.length * negatives.length);
  targets.forEach((target, i) => {
    for (let j = 0; j < negatives.length; j++) {
      if (negatives[j] === target) mask[i * negatives.length + j] = BLOCKED;
    }
  });
  return tf.tensor2d(mask, [targets.length, negatives.length]);
}
