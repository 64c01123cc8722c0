const SIZE = 2048;
/** One turn and its first value again; made by rotation, since Math.sin may differ between engines. */
const TABLE = new Float64Array(SIZE + 1);
/** cos and sin of 2 pi / SIZE. */
const STEP = { cos: 0.9999952938095762, sin: 0.003067956762965976 };
for (let i = 0, x = 1, y = 0; i <= SIZE; i++) {
  TABLE[i] = y;
  const next = x * STEP.cos - y * STEP.sin;
  y = x * STEP.sin + y * STEP.cos;
  x = next;
}

/** @param phase in turns, [0, 1). @returns sine, linear between 2,048 places */
export function sine(phase: number): number {
  const place = phase * SIZE;
  const index = place | 0;
  const low = TABLE[index] ?? 0;
  return low + ((TABLE[index + 1] ?? 0) - low) * (place - index);
}
