import type { Scalar } from '@tensorflow/tfjs-core';
import { lookup } from './lookup.ts';
import type { Tf } from './tf.ts';

const TOLERANCE = 1e-4;

/**
 * Whether the current backend computes a small training step as float64 does: embedding lookup with a repeated
 * row, matrix product, softmax, and the gradients of all three. A backend that fails must not be used, however
 * fast it is.
 */
export async function passesNumericGate(tf: Tf): Promise<boolean> {
  const table = [0.5, -1, 2, 0.25, -0.75, 1.5];
  const weights = [0.5, -1, 0.3, 1.25];
  const rows = [2, 0, 2];
  const results = tf.tidy(() => {
    const index = tf.tensor1d(rows, 'int32');
    const loss = tf.valueAndGrads((t, w) => {
      const logits = tf.matMul(lookup(tf, tf.reshape(t, [3, 2]), index), tf.reshape(w, [2, 2]));
      const first = tf.slice(tf.softmax(logits), [0, 0], [-1, 1]);
      return tf.sum<Scalar>(tf.log(first));
    });
    const { value, grads } = loss([tf.tensor1d(table), tf.tensor1d(weights)]);
    return tf.concat([tf.reshape(value, [1]), ...grads.map((g) => tf.reshape(g, [-1]))]);
  });
  const actual = await results.data();
  results.dispose();
  const expected = reference(table, weights, rows);
  return expected.every(
    (value, i) => Math.abs(value - (actual[i] ?? NaN)) <= TOLERANCE * Math.max(1, Math.abs(value))
  );
}

/** The same step in float64: the loss, then its gradients by the table and by the weights. */
function reference(table: number[], weights: number[], rows: number[]): number[] {
  const at = (list: number[], i: number) => list[i] ?? 0;
  const byTable = table.map(() => 0);
  const byWeights = weights.map(() => 0);
  let loss = 0;
  for (const row of rows) {
    const logit = (k: number) =>
      at(table, 2 * row) * at(weights, k) + at(table, 2 * row + 1) * at(weights, 2 + k);
    const p = 1 / (1 + Math.exp(logit(1) - logit(0)));
    loss += Math.log(p);
    const byLogit = [1 - p, p - 1];
    for (let j = 0; j < 2; j++) {
      for (let k = 0; k < 2; k++) {
        byTable[2 * row + j] = at(byTable, 2 * row + j) + at(byLogit, k) * at(weights, 2 * j + k);
        byWeights[2 * j + k] = at(byWeights, 2 * j + k) + at(byLogit, k) * at(table, 2 * row + j);
      }
    }
  }
  return [loss, ...byTable, ...byWeights];
}
