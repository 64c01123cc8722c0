import { batchSizes, type TrainingBatch } from '../../../../src/lib/compute/training/batch.ts';
import type { LossName, ModelShape } from '../../../../src/lib/compute/training/shape.ts';
import { seededRandom, type SeededRandom } from '../../../../src/lib/random/index.ts';

/** Shapes that leave no size at a round number: odd windows, unfilled panels, several blocks and heads. */
export function smallShape(loss: LossName, changes: Partial<ModelShape> = {}): ModelShape {
  return {
    width: 8,
    heads: 2,
    blocks: 2,
    hidden: 12,
    context: 7,
    batch: 3,
    items: 13,
    kinds: 3,
    itemBias: true,
    loss,
    negatives: loss === 'sampled' ? 5 : 0,
    dropout: 0.25,
    ...changes
  };
}

export const LOSSES: LossName[] = ['bce', 'sampled', 'full'];

/** Windows of any length, one of them empty where there are several; items repeat, and negatives hit targets. */
export function randomBatch(shape: ModelShape, random: SeededRandom): TrainingBatch {
  const sizes = batchSizes(shape);
  const below = (limit: number, count: number) =>
    Int32Array.from({ length: count }, () => random.below(limit));
  const lengths = below(shape.context + 1, sizes.lengths);
  lengths[0] = shape.context;
  if (lengths.length > 1) lengths[1] = 0;
  return {
    items: below(shape.items, sizes.items),
    kinds: below(shape.kinds, sizes.kinds),
    targets: below(shape.items, sizes.targets),
    lengths,
    negatives: below(shape.items, sizes.negatives),
    logQ: Float32Array.from({ length: sizes.logQ }, () => -1 - 3 * random.uniform()),
    seed: random.below(2 ** 31)
  };
}

export function batches(shape: ModelShape, count: number, seed: number): TrainingBatch[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => randomBatch(shape, random));
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = a.length === b.length ? 0 : Infinity;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs((a[i] ?? NaN) - (b[i] ?? NaN)));
  return largest;
}
