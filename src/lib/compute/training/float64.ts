import type { TrainingBatch, Windows } from './batch.ts';
import { dropoutMask, dropoutOf } from './dropout.ts';
import { parameterLayout } from './layout.ts';
import type { ModelShape } from './shape.ts';

/*
 * What a step computes, in float64 and as the equations stand, play by play: slow, and what every engine is held against.
 */

type Row = Float64Array;
type Matrix = readonly Row[];

/**
 * Mean loss over a batch's plays, nats.
 * @param values all parameters, in the order of `parameterLayout`
 */
export function lossInFloat64(shape: ModelShape, values: ArrayLike<number>, batch: TrainingBatch): number {
  const read = reader(shape, values);
  let total = 0;
  let plays = 0;
  batch.lengths.forEach((length, window) => {
    const states = encodeWindow(shape, read, batch, window, length);
    states.forEach((state, t) => {
      total += playLoss(shape, read, batch, window * shape.context + t, state);
      plays++;
    });
  });
  return total / plays;
}

/** Hidden state after the last play of each window without dropout, [B, d]; zeros where there is none. */
export function statesInFloat64(shape: ModelShape, values: ArrayLike<number>, windows: Windows): number[] {
  const read = reader(shape, values);
  return [...windows.lengths].flatMap((length, window) => {
    const states = encodeWindow({ ...shape, dropout: 0 }, read, { ...windows, seed: 0 }, window, length);
    return [...(states.at(-1) ?? new Float64Array(shape.width))];
  });
}

function encodeWindow(
  shape: ModelShape,
  read: (name: string) => Matrix,
  batch: Windows & Pick<TrainingBatch, 'seed'>,
  window: number,
  length: number
): Matrix {
  const { width, heads, blocks, context, kinds } = shape;
  const mask = dropoutMask(dropoutOf(shape.dropout, batch.seed), (window + 1) * context * width);
  const positions = read('positions');
  let x: Matrix = Array.from({ length }, (_, t) => {
    const place = window * context + t;
    const kind = kinds > 0 ? at(read('kinds'), at(batch.kinds, place)) : undefined;
    return at(read('items'), at(batch.items, place)).map((value, j) => {
      const kept = shape.dropout > 0 ? at(mask, place * width + j) : 1;
      return (Math.sqrt(width) * value + (kind ? at(kind, j) : 0)) * kept + at(at(positions, t), j);
    });
  });
  for (let i = 0; i < blocks; i++) {
    const own = (name: string) => read(`block${i}.${name}`);
    const bias = (name: string) => at(own(name), 0);
    const projected = times(norm(x, own('attentionNorm')), own('attention'));
    x = plus(x, times(attend(projected, width, heads), own('output')));
    const hidden = times(norm(x, own('hiddenNorm')), own('hidden')).map((row) =>
      row.map((value, j) => Math.max(0, value + at(bias('hiddenBias'), j)))
    );
    x = plus(x, times(hidden, own('narrow')));
    x = x.map((row) => row.map((value, j) => value + at(bias('narrowBias'), j)));
  }
  return norm(x, read('finalNorm'));
}

function attend(projected: Matrix, width: number, heads: number): Matrix {
  const size = width / heads;
  return projected.map((row, t) => {
    const out = new Float64Array(width);
    for (let h = 0; h < heads; h++) {
      const part = (source: Row, which: number) =>
        source.subarray(which * width + h * size, which * width + (h + 1) * size);
      const seen = projected.slice(0, t + 1);
      const scores = seen.map((other) => dot(part(row, 0), part(other, 1)) / Math.sqrt(size));
      const total = logSumExp(scores);
      seen.forEach((other, s) => {
        addScaled(out.subarray(h * size), Math.exp(at(scores, s) - total), part(other, 2));
      });
    }
    return out;
  });
}

function playLoss(
  shape: ModelShape,
  read: (name: string) => Matrix,
  batch: TrainingBatch,
  place: number,
  state: Row
): number {
  const score = (item: number) =>
    dot(state, at(read('items'), item)) + (shape.itemBias ? at(at(read('itemBias'), item), 0) : 0);
  const target = at(batch.targets, place);
  if (shape.loss === 'bce') {
    const z = score(target);
    const other = score(at(batch.negatives, place));
    return Math.log1p(Math.exp(-z)) + Math.log1p(Math.exp(other));
  }
  if (shape.loss === 'full') {
    return logSumExp(Array.from({ length: shape.items }, (_, item) => score(item))) - score(target);
  }
  const corrected = (item: number) => score(item) - at(batch.logQ, item);
  const others = [...batch.negatives].filter((item) => item !== target).map(corrected);
  return logSumExp([corrected(target), ...others]) - corrected(target);
}

function norm(x: Matrix, parameters: Matrix): Matrix {
  const [gain, offset] = [at(parameters, 0), at(parameters, 1)];
  return x.map((row) => {
    const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / row.length;
    const scale = 1 / Math.sqrt(variance + 1e-6);
    return row.map((value, j) => (value - mean) * scale * at(gain, j) + at(offset, j));
  });
}

/** Parameters by name, as matrices. */
function reader(shape: ModelShape, values: ArrayLike<number>): (name: string) => Matrix {
  const all = new Float64Array(values);
  const matrices = new Map<string, Matrix>();
  for (const { name, rows, columns, offset } of parameterLayout(shape).parameters) {
    const row = (i: number) => all.subarray(offset + i * columns, offset + (i + 1) * columns);
    matrices.set(
      name,
      Array.from({ length: rows }, (_, i) => row(i))
    );
  }
  return (name) => matrices.get(name) ?? [];
}

function times(a: Matrix, b: Matrix): Matrix {
  const columns = at(b, 0).length;
  return a.map((row) => {
    const out = new Float64Array(columns);
    for (let k = 0; k < row.length; k++) addScaled(out, row[k] ?? NaN, at(b, k));
    return out;
  });
}

function plus(a: Matrix, b: Matrix): Matrix {
  return a.map((row, i) => row.map((value, j) => value + at(at(b, i), j)));
}

/** target += factor * row */
function addScaled(target: Row, factor: number, row: Row): void {
  for (let j = 0; j < row.length; j++) target[j] = (target[j] ?? NaN) + factor * (row[j] ?? NaN);
}

function dot(a: Row, b: Row): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] ?? NaN) * (b[j] ?? NaN);
  return sum;
}

function logSumExp(values: readonly number[]): number {
  const peak = Math.max(...values);
  return peak + Math.log(values.reduce((sum, value) => sum + Math.exp(value - peak), 0));
}

function at<T>(list: ArrayLike<T>, index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`nothing at ${index}`);
  return value;
}
