import type { TrainingBatch } from './batch.ts';
import type { ModelShape } from './shape.ts';

/** 1 for each item that the batch holds as an input, target or negative, else 0; [V]. See `TrainingEngine`. */
export function touchedItems(shape: ModelShape, batch: TrainingBatch): Uint8Array {
  const { context, items, loss } = shape;
  const touched = new Uint8Array(items).fill(loss === 'full' ? 1 : 0);
  batch.lengths.forEach((length, window) => {
    for (let place = window * context; place < window * context + length; place++) {
      for (const list of [batch.items, batch.targets, ...(loss === 'bce' ? [batch.negatives] : [])]) {
        touched[list[place] ?? 0] = 1;
      }
    }
  });
  if (loss === 'sampled') for (const item of batch.negatives) touched[item] = 1;
  return touched;
}
