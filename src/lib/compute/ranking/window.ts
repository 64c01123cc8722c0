/**
 * How much two plays of a session have to do with each other: `window[δ]` for two that are δ plays apart, 0 from
 * the window's end on. The Gram matrix of plays is positive semidefinite if this sequence is positive definite, as
 * those of the functions below are.
 */
export type PlayWindow = readonly number[];

/**
 * `length` plays seen at once, slid along play by play: two that are δ apart share length - δ of the `length`
 * windows a play is in, so window[δ] = 1 - δ / length.
 */
export function slidingWindow(length: number): PlayWindow {
  if (!Number.isSafeInteger(length) || length < 1) throw new RangeError('a window holds at least one play');
  return Array.from({ length }, (_, apart) => 1 - apart / length);
}

/**
 * window[δ] = 2^(-δ / halfLife) (1 - δ / length). The taper makes the cut-off harmless: the product of two positive
 * definite sequences is positive definite (Schur), which a fade that is just cut off is not.
 * @param halfLife in plays
 */
export function fadingWindow(halfLife: number, length: number): PlayWindow {
  if (!(halfLife > 0)) throw new RangeError('a half-life is positive');
  const faded = slidingWindow(length).map((taper, apart) => taper * 2 ** (-apart / halfLife));
  // Weights are kept as float32; what underflows there is not there.
  return faded.filter((weight) => Math.fround(weight) > 0);
}
