/** Bytes of a float32 or an int32. */
export const WORD: i32 = 4;
const LINE: usize = 64;

/** @returns address of `words` zeroed words at the start of a cache line. Never freed: an instance serves one shape. */
export function allocate(words: i32): usize {
  return (heap.alloc(usize(words) * 4 + LINE) + LINE - 1) & ~(LINE - 1);
}

/** @returns the smallest multiple of `step` (a power of two) from `n` on */
export function roundUp(n: i32, step: i32): i32 {
  return (n + step - 1) & ~(step - 1);
}
