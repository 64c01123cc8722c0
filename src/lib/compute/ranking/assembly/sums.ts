/** The sums of four rows of four float32: lane r = (row r lane 0 + lane 2) + (lane 1 + lane 3). */
export function sums(row0: v128, row1: v128, row2: v128, row3: v128): v128 {
  // [row0 lanes 0, 1; row1 lanes 0, 1] + [row0 lanes 2, 3; row1 lanes 2, 3]
  const low = f32x4.add(v128.shuffle<f32>(row0, row1, 0, 1, 4, 5), v128.shuffle<f32>(row0, row1, 2, 3, 6, 7));
  const high = f32x4.add(
    v128.shuffle<f32>(row2, row3, 0, 1, 4, 5),
    v128.shuffle<f32>(row2, row3, 2, 3, 6, 7)
  );
  return f32x4.add(v128.shuffle<f32>(low, high, 0, 2, 4, 6), v128.shuffle<f32>(low, high, 1, 3, 5, 7));
}

/** The same of int32. */
export function integerSums(row0: v128, row1: v128, row2: v128, row3: v128): v128 {
  const low = i32x4.add(v128.shuffle<i32>(row0, row1, 0, 1, 4, 5), v128.shuffle<i32>(row0, row1, 2, 3, 6, 7));
  const high = i32x4.add(
    v128.shuffle<i32>(row2, row3, 0, 1, 4, 5),
    v128.shuffle<i32>(row2, row3, 2, 3, 6, 7)
  );
  return i32x4.add(v128.shuffle<i32>(low, high, 0, 2, 4, 6), v128.shuffle<i32>(low, high, 1, 3, 5, 7));
}
