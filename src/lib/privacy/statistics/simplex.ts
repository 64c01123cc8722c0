/**
 * The nearest point (in Euclidean distance) with parts of at least 0 that sum to 1 (Duchi and others 2008, figure
 * 1): all parts are lowered by one number and cut off at 0. No longer unbiased, but never further from the
 * true frequencies.
 */
export function projectOntoSimplex(point: readonly number[]): number[] {
  let sum = 0;
  let shift = 0;
  for (const [i, part] of point.toSorted((a, b) => b - a).entries()) {
    sum += part;
    const next = (sum - 1) / (i + 1);
    if (part > next) shift = next;
  }
  return point.map((part) => Math.max(0, part - shift));
}
