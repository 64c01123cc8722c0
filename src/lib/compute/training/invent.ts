import type { Noise } from '../noise.ts';
import { batchSizes, type TrainingBatch } from './batch.ts';
import type { ModelShape } from './shape.ts';

/** Whole windows of plays that nobody played. */
export function inventBatch(shape: ModelShape, noise: Noise): TrainingBatch {
  const sizes = batchSizes(shape);
  return {
    items: noise.integers(sizes.items, shape.items),
    kinds: noise.integers(sizes.kinds, shape.kinds),
    targets: noise.integers(sizes.targets, shape.items),
    lengths: new Int32Array(sizes.lengths).fill(shape.context),
    negatives: noise.integers(sizes.negatives, shape.items),
    logQ: Float32Array.from({ length: sizes.logQ }, () => -1 - 3 * noise.uniform()),
    seed: Math.floor(noise.uniform() * 2 ** 32)
  };
}
