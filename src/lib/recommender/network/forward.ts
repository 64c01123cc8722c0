import type { Rank, Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { lookup, product, type Tf } from '../../compute/index.ts';
import type { Batch, Windows } from './batches.ts';
import type { NetworkConfig } from './config.ts';
import type { ParameterName } from './parameters.ts';

export type Parameters = Record<ParameterName, Tensor2D>;

/** Large and finite: WGSL may assume that no infinities occur. */
const BLOCKED = -1e9;
const NORM_EPSILON = 1e-6;

/**
 * One pre-norm self-attention block over the last plays (SASRec; Kang and McAuley 2018), with the pause after
 * each play as an extra input, so that "what follows at once" and "what starts tomorrow" can differ.
 * @param dropout multiplies the input embeddings, shape [windows x context, width]; absent when scoring
 * @returns hidden states, shape [windows x context, width]; row (w, t) knows plays 0 ... t of window w
 */
export function encode(
  tf: Tf,
  p: Parameters,
  config: NetworkConfig,
  windows: Windows,
  dropout?: Tensor2D
): Tensor2D {
  const { width, context } = config;
  const rows = windows.count * context;
  const as3d = (x: Tensor) => tf.reshape<Rank.R3>(x, [windows.count, context, width]);
  const as2d = (x: Tensor) => tf.reshape<Rank.R2>(x, [rows, width]);

  const songs = lookup(tf, p.songs, tf.tensor1d(windows.songs, 'int32'));
  const gaps = lookup(tf, p.gaps, tf.tensor1d(windows.gaps, 'int32'));
  const scaled = tf.add<Tensor2D>(tf.mul(songs, Math.sqrt(width)), gaps);
  const kept = dropout ? tf.mul(scaled, dropout) : scaled;
  let x = as2d(tf.add(as3d(kept), p.positions));

  const a = norm(tf, x, p.normAttention);
  const query = as3d(product(tf, a, p.query));
  const key = as3d(product(tf, a, p.key));
  const value = as3d(product(tf, a, p.value));
  const similarity = tf.mul(tf.matMul(query, key, false, true), 1 / Math.sqrt(width));
  const attention = tf.softmax(tf.add(similarity, futureMask(tf, context)));
  x = tf.add(x, product(tf, as2d(tf.matMul(attention, value)), p.output));

  const b = norm(tf, x, p.normHidden);
  const hidden = tf.relu<Tensor2D>(tf.add(product(tf, b, p.hidden), p.hiddenBias));
  x = tf.add(x, tf.add(product(tf, hidden, p.narrow), p.narrowBias));
  return norm(tf, x, p.normFinal);
}

/**
 * Sampled softmax with shared negatives and logQ correction (Bengio and Senecal 2008; Yi et al., RecSys 2019).
 * @param negatives song numbers, drawn with the given log-probabilities
 * @returns mean loss over all positions, nats
 */
export function sampledSoftmaxLoss(
  tf: Tf,
  p: Parameters,
  config: NetworkConfig,
  batch: Batch,
  negatives: Int32Array,
  logProbability: Float32Array,
  dropout: Tensor2D | undefined
): Scalar {
  const hidden = encode(tf, p, config, batch, dropout);
  const rows = batch.targets.length;
  const count = negatives.length;
  const songs = Int32Array.from([...batch.targets, ...negatives]);
  const index = tf.tensor1d(songs, 'int32');
  const embeddings = lookup(tf, p.songs, index);
  const biases = lookup(tf, p.bias, index);
  const correction = Float32Array.from(songs, (song) => -(logProbability[song] ?? 0));

  const offsets = tf.add(biases, tf.tensor2d(correction, [rows + count, 1]));
  const positive = tf.add(
    tf.sum(tf.mul(hidden, tf.slice(embeddings, [0, 0], [rows, -1])), 1, true),
    tf.slice(offsets, [0, 0], [rows, 1])
  );
  const negative = tf.add(
    product(tf, hidden, tf.transpose(tf.slice(embeddings, [rows, 0], [count, -1]))),
    tf.reshape(tf.slice(offsets, [rows, 0], [count, 1]), [1, count])
  );
  const masked = tf.add(negative, collisions(tf, batch.targets, negatives));
  const all = tf.concat([positive, masked], 1);
  return tf.mean(tf.sub(tf.logSumExp(all, 1, true), positive));
}

/** Scores of every song after each window's last play, shape [windows, songs]. */
export function scoreWindows(tf: Tf, p: Parameters, config: NetworkConfig, windows: Windows): Tensor2D {
  const { context, width } = config;
  const states = tf.reshape(encode(tf, p, config, windows), [windows.count, context, width]);
  const last = tf.reshape<Rank.R2>(tf.slice(states, [0, context - 1, 0], [-1, 1, -1]), [
    windows.count,
    width
  ]);
  return tf.add(tf.matMul(last, tf.transpose(p.songs)), tf.reshape(p.bias, [1, -1]));
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

/** Shape [1, context, context]: a play must not look at later ones. */
function futureMask(tf: Tf, context: number): Tensor {
  const mask = new Float32Array(context * context);
  for (let i = 0; i < context; i++) mask.fill(BLOCKED, i * context + i + 1, (i + 1) * context);
  return tf.tensor(mask, [1, context, context]);
}

/** Shape [targets, negatives]: a draw that hit a row's own target is not a negative for that row. */
function collisions(tf: Tf, targets: Int32Array, negatives: Int32Array): Tensor2D {
  const mask = new Float32Array(targets.length * negatives.length);
  targets.forEach((target, i) => {
    for (let j = 0; j < negatives.length; j++) {
      if (negatives[j] === target) mask[i * negatives.length + j] = BLOCKED;
    }
  });
  return tf.tensor2d(mask, [targets.length, negatives.length]);
}
