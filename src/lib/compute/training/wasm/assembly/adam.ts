import { WORD } from './memory';
import {
  atBias,
  atPositions,
  biased,
  first,
  forgetTouched,
  gradients,
  parameters,
  row,
  second,
  touched,
  touchedCount
} from './state';

/*
 * Adam (Kingma and Ba 2015) with the bias corrections folded into the rate:
 * m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g^2, p -= rate m / (sqrt(v) + epsilon). Gradients are cleared on the way.
 */

export function adam(rate: f32, b1: f32, b2: f32, epsilon: f32): void {
  for (let i = 0; i < touchedCount; i++) {
    const item = load<i32>(touched + i * WORD);
    update(item * row, row, rate, b1, b2, epsilon);
    if (biased) updateOne(atBias + item * 4, rate, b1, b2, epsilon);
  }
  update(atPositions, atBias - atPositions, rate, b1, b2, epsilon);
  forgetTouched();
}

/** @param bytes a multiple of 16 */
function update(from: usize, bytes: usize, rate: f32, b1: f32, b2: f32, epsilon: f32): void {
  const keep = f32x4.splat(b1);
  const take = f32x4.splat(1 - b1);
  const keepSquare = f32x4.splat(b2);
  const takeSquare = f32x4.splat(1 - b2);
  const small = f32x4.splat(epsilon);
  const factor = f32x4.splat(rate);
  for (let at = from; at < from + bytes; at += 16) {
    const g = v128.load(gradients + at);
    const m = f32x4.add(f32x4.mul(v128.load(first + at), keep), f32x4.mul(g, take));
    const v = f32x4.add(
      f32x4.mul(v128.load(second + at), keepSquare),
      f32x4.mul(f32x4.mul(g, g), takeSquare)
    );
    const change = f32x4.div(f32x4.mul(m, factor), f32x4.add(f32x4.sqrt(v), small));
    v128.store(first + at, m);
    v128.store(second + at, v);
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), change));
    v128.store(gradients + at, f32x4.splat(0));
  }
}

function updateOne(at: usize, rate: f32, b1: f32, b2: f32, epsilon: f32): void {
  const g = load<f32>(gradients + at);
  const m = load<f32>(first + at) * b1 + g * (1 - b1);
  const v = load<f32>(second + at) * b2 + g * g * (1 - b2);
  store<f32>(first + at, m);
  store<f32>(second + at, v);
  store<f32>(parameters + at, load<f32>(parameters + at) - (m * rate) / (sqrt<f32>(v) + epsilon));
  store<f32>(gradients + at, 0);
}
