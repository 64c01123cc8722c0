import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Tf } from './tf.ts';

/**
 * Rows of an embedding table, with a gradient that is the same on every run.
 *
 * tfjs sums the gradients of repeated rows with float atomics on WebGPU, in whatever order the threads arrive
 * (differences of 7.6e-5 between equal runs were seen); there, a product with the one-hot matrix has a fixed
 * order. The other backends sum in order.
 * @param table shape [rows, width]
 * @param indices int32, shape [n]
 * @returns shape [n, width]
 */
export function lookup(tf: Tf, table: Tensor2D, indices: Tensor1D): Tensor2D {
  const rows = table.shape[0];
  const gather = tf.customGrad((t, i, save) => {
    (save as (tensors: unknown[]) => void)([i]);
    return {
      value: tf.gather(t as Tensor2D, i as Tensor1D),
      gradFunc: (dy, saved) => {
        const index = (saved as Tensor1D[])[0] as Tensor1D;
        const gradient =
          tf.getBackend() === 'webgpu'
            ? tf.matMul(tf.oneHot(index, rows), dy, true)
            : tf.unsortedSegmentSum(dy as Tensor2D, index, rows);
        return [gradient, tf.zerosLike(index)];
      }
    };
  });
  return gather(table, indices) as Tensor2D;
}
