/** a b + c; one rounding instead of two where the relaxed variant runs on a fused multiplier. */
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

export function sum(v: v128): f32 {
  return (
    f32x4.extract_lane(v, 0) +
    f32x4.extract_lane(v, 1) +
    (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3))
  );
}

export function greatest(v: v128): f32 {
  return max(
    max(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)),
    max(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3))
  );
}

/**
 * exp(x) for x <= 88, relative error below 2e-7; below -87 it stays at exp(-87).
 * x = n ln 2 + f with |f| <= ln 2 / 2; exp(f) by Cephes' polynomial; 2^n added to the exponent's bits.
 */
export function exp(x: v128): v128 {
  const clamped = f32x4.pmax(x, f32x4.splat(-87));
  // Adding 1.5 * 2^23 rounds to the nearest integer, which then stands in the lowest bits.
  const rounded = madd(clamped, f32x4.splat(1.44269504), f32x4.splat(12582912));
  const n = i32x4.sub(rounded, i32x4.splat(0x4b400000));
  const whole = f32x4.convert_i32x4_s(n);
  let f = madd(whole, f32x4.splat(-0.693359375), clamped);
  f = madd(whole, f32x4.splat(2.1219444e-4), f);
  let y = madd(f32x4.splat(1.98756915e-4), f, f32x4.splat(1.39819995e-3));
  y = madd(y, f, f32x4.splat(8.33345191e-3));
  y = madd(y, f, f32x4.splat(4.16657959e-2));
  y = madd(y, f, f32x4.splat(1.66666655e-1));
  y = madd(y, f, f32x4.splat(0.5));
  y = madd(y, f32x4.mul(f, f), f32x4.add(f, f32x4.splat(1)));
  return i32x4.add(y, i32x4.shl(n, 23));
}

/** target += source, `count` floats (a multiple of 4). */
export function addTo(target: usize, source: usize, count: i32): void {
  for (let i = 0; i < count; i += 4) {
    v128.store(target, f32x4.add(v128.load(target), v128.load(source)));
    target += 16;
    source += 16;
  }
}

/** target += scale * source, `count` floats (a multiple of 4). */
export function addScaled(target: usize, source: usize, scale: f32, count: i32): void {
  const factor = f32x4.splat(scale);
  for (let i = 0; i < count; i += 4) {
    v128.store(target, madd(v128.load(source), factor, v128.load(target)));
    target += 16;
    source += 16;
  }
}

/** Scalar product of `count` floats (a multiple of 4). */
export function dot(a: usize, b: usize, count: i32): f32 {
  let total = f32x4.splat(0);
  for (let i = 0; i < count; i += 4) {
    total = madd(v128.load(a), v128.load(b), total);
    a += 16;
    b += 16;
  }
  return sum(total);
}

export function clear(address: usize, words: i32): void {
  memory.fill(address, 0, usize(words) * 4);
}
