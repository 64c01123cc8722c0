/** Whole numbers and what one step of them stands for: value ≈ step * whole. */
export interface Quantized<T extends Int8Array | Int16Array> {
  whole: T;
  step: number;
}

const BYTE = 127;
const SHORT = 32_767;

/**
 * Symmetric, with the largest component at the end of the scale; the error of a component is at most half a step.
 * The step is a float32, as the kernels read it.
 */
export function toBytes(values: Float32Array): Quantized<Int8Array> {
  const step = stepOf(values, BYTE);
  return { whole: Int8Array.from(values, (value) => nearest(value, step, BYTE)), step };
}

/** For the query: 256 times finer than the rows, so that its own rounding does not count. */
export function toShorts(values: Float32Array): Quantized<Int16Array> {
  const step = stepOf(values, SHORT);
  return { whole: Int16Array.from(values, (value) => nearest(value, step, SHORT)), step };
}

function stepOf(values: Float32Array, most: number): number {
  const largest = values.reduce((high, value) => Math.max(high, Math.abs(value)), 0);
  return Math.fround(largest / most);
}

/** A step that underflowed to zero stands for nothing but zeros. */
function nearest(value: number, step: number, most: number): number {
  return step === 0 ? 0 : Math.max(-most, Math.min(most, Math.round(value / step)));
}
