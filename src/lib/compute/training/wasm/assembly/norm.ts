import { addTo, madd, sum } from './vector';

const EPSILON: f32 = 1e-6;

/**
 * y = unit * gain + offset with unit = (x - mean) / sqrt(variance + 1e-6), row by row.
 * @param parameters gain [d], then offset [d]
 * @param unit [rows, d], kept for the way back, as is
 * @param scale [rows], 1 / sqrt(variance + 1e-6)
 */
export function norm(
  rows: i32,
  d: i32,
  x: usize,
  parameters: usize,
  y: usize,
  unit: usize,
  scale: usize
): void {
  const bytes = usize(d) * 4;
  const share: f32 = 1 / f32(d);
  for (let i = 0; i < rows; i++) {
    let total = f32x4.splat(0);
    for (let j: usize = 0; j < bytes; j += 16) total = f32x4.add(total, v128.load(x + j));
    const mean = f32x4.splat(sum(total) * share);
    total = f32x4.splat(0);
    for (let j: usize = 0; j < bytes; j += 16) {
      const centred = f32x4.sub(v128.load(x + j), mean);
      total = madd(centred, centred, total);
    }
    const inverse: f32 = 1 / sqrt<f32>(sum(total) * share + EPSILON);
    store<f32>(scale + i * 4, inverse);
    const factor = f32x4.splat(inverse);
    for (let j: usize = 0; j < bytes; j += 16) {
      const value = f32x4.mul(f32x4.sub(v128.load(x + j), mean), factor);
      v128.store(unit + j, value);
      v128.store(y + j, madd(value, v128.load(parameters + j), v128.load(parameters + bytes + j)));
    }
    x += bytes;
    y += bytes;
    unit += bytes;
  }
}

/**
 * Back through `norm`: with u = dy * gain, dx += (u - mean(u) - unit mean(u unit)) scale;
 * gain's gradient += sum of dy unit, offset's += sum of dy.
 */
export function normBack(
  rows: i32,
  d: i32,
  dy: usize,
  parameters: usize,
  unit: usize,
  scale: usize,
  gradient: usize,
  dx: usize
): void {
  const bytes = usize(d) * 4;
  const share: f32 = 1 / f32(d);
  for (let i = 0; i < rows; i++) {
    let first = f32x4.splat(0);
    let second = f32x4.splat(0);
    for (let j: usize = 0; j < bytes; j += 16) {
      const up = v128.load(dy + j);
      const at = v128.load(unit + j);
      const u = f32x4.mul(up, v128.load(parameters + j));
      first = f32x4.add(first, u);
      second = madd(u, at, second);
      v128.store(gradient + j, madd(up, at, v128.load(gradient + j)));
    }
    addTo(gradient + bytes, dy, d);
    const mean = f32x4.splat(sum(first) * share);
    const slope = f32x4.splat(-sum(second) * share);
    const factor = f32x4.splat(load<f32>(scale + i * 4));
    for (let j: usize = 0; j < bytes; j += 16) {
      const u = f32x4.mul(v128.load(dy + j), v128.load(parameters + j));
      const change = madd(v128.load(unit + j), slope, f32x4.sub(u, mean));
      v128.store(dx + j, madd(change, factor, v128.load(dx + j)));
    }
    dy += bytes;
    unit += bytes;
    dx += bytes;
  }
}
