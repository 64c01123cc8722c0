import { roundUp, WORD } from './memory';
import {
  atKinds,
  atPositions,
  context,
  gradients,
  inputKinds,
  inputs,
  kinds,
  parameters,
  row,
  touch,
  width
} from './state';
import { addTo, clear } from './vector';

/*
 * x = dropout(sqrt(d) E[item] + K[kind]) + P[position]. Dropout is a hash of the value's number in the batch, so
 * that the way back finds the same mask without storing it, and any other engine can make it too (dropout.ts).
 */

let key: i32 = 0;
let threshold: i32 = 0;
let kept: f32 = 1;

/** @param limit of 2^24: values whose hash lies below it are dropped */
export function setDropout(hashKey: i32, limit: i32): void {
  key = hashKey;
  threshold = limit;
  kept = 1 / (1 - f32(limit) / 16777216);
}

/** Writes x, [rows, d], for window `b` of n plays; rows up to the next whole tile become zero. */
export function embed(b: i32, n: i32, x: usize): void {
  const scale = f32x4.splat(sqrt<f32>(f32(width)));
  for (let i = 0; i < n; i++) {
    const place = b * context + i;
    const item = parameters + load<i32>(inputs + place * WORD) * row;
    const kind = parameters + atKinds + load<i32>(inputKinds + place * WORD) * row;
    const position = parameters + atPositions + i * row;
    const target = x + i * row;
    for (let j: usize = 0; j < row; j += 16) {
      let value = f32x4.mul(v128.load(item + j), scale);
      if (kinds > 0) value = f32x4.add(value, v128.load(kind + j));
      if (threshold > 0) value = f32x4.mul(value, mask(place * width + i32(j) / 4));
      v128.store(target + j, f32x4.add(value, v128.load(position + j)));
    }
  }
  clear(x + n * row, (roundUp(n, 4) - n) * width);
}

/** Adds the gradient by x to those of what `embed` added up. Overwrites dx. */
export function embedBack(b: i32, n: i32, dx: usize): void {
  const scale = f32x4.splat(sqrt<f32>(f32(width)));
  for (let i = 0; i < n; i++) {
    const place = b * context + i;
    const item = load<i32>(inputs + place * WORD);
    const by = dx + i * row;
    addTo(gradients + atPositions + i * row, by, width);
    if (threshold > 0) {
      for (let j: usize = 0; j < row; j += 16) {
        v128.store(by + j, f32x4.mul(v128.load(by + j), mask(place * width + i32(j) / 4)));
      }
    }
    if (kinds > 0) addTo(gradients + atKinds + load<i32>(inputKinds + place * WORD) * row, by, width);
    touch(item);
    const target = gradients + item * row;
    for (let j: usize = 0; j < row; j += 16) {
      v128.store(target + j, f32x4.add(v128.load(target + j), f32x4.mul(v128.load(by + j), scale)));
    }
  }
}

/** Dropout's factors of values `place` ... `place + 3`: 0 or 1 / (1 - rate). */
function mask(place: i32): v128 {
  let h = v128.xor(i32x4.add(i32x4.splat(place), i32x4(0, 1, 2, 3)), i32x4.splat(key));
  h = v128.xor(h, i32x4.shr_u(h, 16));
  h = i32x4.mul(h, i32x4.splat(0x7feb352d));
  h = v128.xor(h, i32x4.shr_u(h, 15));
  h = i32x4.mul(h, i32x4.splat(0x846ca68b));
  h = v128.xor(h, i32x4.shr_u(h, 16));
  const stays = i32x4.ge_s(i32x4.shr_u(h, 8), i32x4.splat(threshold));
  return v128.and(stays, f32x4.splat(kept));
}
