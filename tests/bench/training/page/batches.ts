import { batchSizes, type TrainingBatch } from '../../../../src/lib/compute/training/batch.ts';
import type { ModelShape } from '../../../../src/lib/compute/training/shape.ts';
import type { SeededRandom } from '../../../../src/lib/random/index.ts';

/** Whole windows of plays that favour a few items, as listening does, and negatives that favour none. */
export function drawBatch(shape: ModelShape, random: SeededRandom): TrainingBatch {
  const sizes = batchSizes(shape);
  const plays = (count: number) =>
    Int32Array.from({ length: count }, () => Math.floor(shape.items * random.uniform() ** 2.5));
  const targets = plays(sizes.targets);
  const drawn = Int32Array.from({ length: sizes.negatives }, () => random.below(shape.items));
  return {
    items: plays(sizes.items),
    kinds: new Int32Array(sizes.kinds),
    targets,
    lengths: new Int32Array(sizes.lengths).fill(shape.context),
    negatives: drawn,
    // The yardstick knows no correction.
    logQ: new Float32Array(sizes.logQ),
    seed: 0
  };
}
