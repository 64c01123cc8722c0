import type { ModelShape } from './shape.ts';

/** Plays as the network reads them. Places past a window's length hold anything valid and count for nothing. */
export interface Windows {
  /** Item of each play, [B x L], a window's plays first to last from its first place on. */
  items: Int32Array;
  /** Kind of each play, [B x L]; empty where the shape has none. */
  kinds: Int32Array;
  /** Plays in each window, 0 ... L, [B]. */
  lengths: Int32Array;
}

/** What one step learns from; its windows are not all empty. */
export interface TrainingBatch extends Windows {
  /** Item to be predicted after each play, [B x L]. */
  targets: Int32Array;
  /** 'sampled': the shared negatives [N]; 'bce': one for each play [B x L]; 'full': empty. */
  negatives: Int32Array;
  /** 'sampled': natural log of each item's probability of being drawn, [V]; else empty. */
  logQ: Float32Array;
  /** Decides what dropout clears: equal seeds, equal masks on every engine. 32 bits count. */
  seed: number;
}

/** Length of each array of a batch. */
export function batchSizes(shape: ModelShape): Record<Exclude<keyof TrainingBatch, 'seed'>, number> {
  const { batch, context, items, kinds, negatives, loss } = shape;
  const places = batch * context;
  return {
    items: places,
    kinds: kinds > 0 ? places : 0,
    targets: places,
    lengths: batch,
    negatives: { bce: places, sampled: negatives, full: 0 }[loss],
    logQ: loss === 'sampled' ? items : 0
  };
}

/**
 * An engine would read and write past its tables where a number is out of range, so every one is looked at.
 * @returns number of plays in the batch
 * @throws RangeError
 */
export function checkBatch(shape: ModelShape, batch: TrainingBatch): number {
  const plays = checkWindows(shape, batch);
  checkLengths(shape, batch, ['targets', 'negatives', 'logQ']);
  for (const name of ['targets', 'negatives'] as const) checkBelow(name, batch[name], shape.items);
  if (plays === 0) throw new RangeError('the batch is empty');
  return plays;
}

/**
 * @returns number of plays in the windows
 * @throws RangeError
 */
export function checkWindows(shape: ModelShape, windows: Windows): number {
  checkLengths(shape, windows, ['items', 'kinds', 'lengths']);
  checkBelow('items', windows.items, shape.items);
  checkBelow('kinds', windows.kinds, shape.kinds);
  checkBelow('lengths', windows.lengths, shape.context + 1);
  return windows.lengths.reduce((sum, length) => sum + length, 0);
}

function checkLengths<Name extends keyof ReturnType<typeof batchSizes>>(
  shape: ModelShape,
  arrays: Readonly<Record<Name, { length: number }>>,
  names: readonly Name[]
): void {
  const sizes = batchSizes(shape);
  for (const name of names) {
    if (arrays[name].length !== sizes[name]) {
      throw new RangeError(`${name} holds ${arrays[name].length} values, not ${sizes[name]}`);
    }
  }
}

function checkBelow(name: string, values: Int32Array, limit: number): void {
  for (const value of values) {
    if (value < 0 || value >= limit) throw new RangeError(`${name} holds ${value}, not 0 ... ${limit - 1}`);
  }
}
