import type { TrainingBatch } from '../../../../src/lib/compute/training/batch.ts';
import { dropoutMask, dropoutOf } from '../../../../src/lib/compute/training/dropout.ts';
import { parameterLayout } from '../../../../src/lib/compute/training/layout.ts';
import type { ModelShape } from '../../../../src/lib/compute/training/shape.ts';

type Row = number[];
type Matrix = Row[];

/** Mean loss of a batch in float64, written as the equations stand, play by play. */
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
export function statesInFloat64(
  shape: ModelShape,
  values: ArrayLike<number>,
  batch: TrainingBatch
): number[] {
  const read = reader(shape, values);
  return [...batch.lengths].flatMap((length, window) => {
    const states = encodeWindow({ ...shape, dropout: 0 }, read, batch, window, length);
    return states.at(-1) ?? Array.from({ length: shape.width }, () => 0);
  });
}

function encodeWindow(
  shape: ModelShape,
  read: (name: string) => Matrix,
  batch: TrainingBatch,
  window: number,
  length: number
): Matrix {
  const { width, heads, blocks, context, kinds } = shape;
  const mask = dropoutMask(dropoutOf(shape.dropout, batch.seed), shape.batch * context * width);
  let x: Matrix = Array.from({ length }, (_, t) => {
    const place = window * context + t;
    const item = at(read('items'), at(batch.items, place));
    const kind = kinds > 0 ? at(read('kinds'), at(batch.kinds, place)) : item.map(() => 0);
    return item.map((value, j) => {
      const kept = shape.dropout > 0 ? at(mask, place * width + j) : 1;
      return (Math.sqrt(width) * value + at(kind, j)) * kept + at(at(read('positions'), t), j);
    });
  });
  for (let i = 0; i < blocks; i++) {
    const own = (name: string) => read(`block${i}.${name}`);
    const projected = times(norm(x, own('attentionNorm')), own('attention'));
    x = plus(x, times(attend(projected, width, heads), own('output')));
    const hidden = times(norm(x, own('hiddenNorm')), own('hidden')).map((row) =>
      row.map((value, j) => Math.max(0, value + at(at(own('hiddenBias'), 0), j)))
    );
    x = plus(x, times(hidden, own('narrow')));
    x = x.map((row) => row.map((value, j) => value + at(at(own('narrowBias'), 0), j)));
  }
  return norm(x, read('finalNorm'));
}

function attend(projected: Matrix, width: number, heads: number): Matrix {
  const size = width / heads;
  return projected.map((row, t) => {
    const out: Row = [];
    for (let h = 0; h < heads; h++) {
      const part = (source: Row, which: number) =>
        source.slice(which * width + h * size, which * width + (h + 1) * size);
      const seen = projected.slice(0, t + 1);
      const scores = seen.map((other) => dot(part(row, 0), part(other, 1)) / Math.sqrt(size));
      const total = logSumExp(scores);
      for (let j = 0; j < size; j++) {
        out.push(
          seen.reduce((sum, other, s) => sum + Math.exp(at(scores, s) - total) * at(part(other, 2), j), 0)
        );
      }
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
  return x.map((row) => {
    const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / row.length;
    return row.map((value, j) => {
      const unit = (value - mean) / Math.sqrt(variance + 1e-6);
      return unit * at(at(parameters, 0), j) + at(at(parameters, 1), j);
    });
  });
}

function reader(shape: ModelShape, values: ArrayLike<number>): (name: string) => Matrix {
  const all = new Map<string, Matrix>();
  for (const { name, rows, columns, offset } of parameterLayout(shape).parameters) {
    const row = (i: number) =>
      Array.from({ length: columns }, (_, j) => at(values, offset + i * columns + j));
    all.set(
      name,
      Array.from({ length: rows }, (_, i) => row(i))
    );
  }
  return (name) => all.get(name) ?? [];
}

function times(a: Matrix, b: Matrix): Matrix {
  return a.map((row) =>
    at(b, 0).map((_, j) => row.reduce((sum, value, k) => sum + value * at(at(b, k), j), 0))
  );
}

function plus(a: Matrix, b: Matrix): Matrix {
  return a.map((row, i) => row.map((value, j) => value + at(at(b, i), j)));
}

function dot(a: Row, b: Row): number {
  return a.reduce((sum, value, i) => sum + value * at(b, i), 0);
}

function logSumExp(values: Row): number {
  const peak = Math.max(...values);
  return peak + Math.log(values.reduce((sum, value) => sum + Math.exp(value - peak), 0));
}

function at<T>(list: ArrayLike<T>, index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`nothing at ${index}`);
  return value;
}
