import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Tf } from './tf.ts';

/**
 * Matrix product [m, k] x [k, n] whose gradients transpose first and multiply plainly. tfjs's WebAssembly
 * backend multiplies plain matrices with XNNPACK but transposed ones with a simple loop, several times slower.
 */
export function product(tf: Tf, a: Tensor2D, b: Tensor2D): Tensor2D {
  const multiply = tf.customGrad((x, y, save) => {
    (save as (tensors: unknown[]) => void)([x, y]);
    return {
      value: tf.matMul(x as Tensor2D, y as Tensor2D),
      gradFunc: (dz, saved) => {
        const [left, right] = saved as [Tensor2D, Tensor2D];
        return [tf.matMul(dz, tf.transpose(right)), tf.matMul(tf.transpose(left), dz)];
      }
    };
  });
  return multiply(a, b) as Tensor2D;
}
