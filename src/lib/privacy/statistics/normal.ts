/** P(Z > z) for a standard normal Z and z >= 0: Taylor series below 3, continued fraction above. */
function upperTail(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z < 3) {
    let term = z;
    let sum = 0;
    for (let k = 1; term > 1e-18; k++) {
      sum += term;
      term *= (z * z) / (2 * k + 1);
    }
    return 0.5 - density * sum;
  }
  let fraction = z;
  for (let k = 60; k >= 1; k--) fraction = z + k / fraction;
  return density / fraction;
}

/** z with P(|Z| <= z) = confidence, for intervals. @throws RangeError unless 0 < confidence < 1. */
export function twoSidedQuantile(confidence: number): number {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`no confidence: ${confidence}`);
  let [low, high] = [0, 40];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (2 * upperTail(middle) > 1 - confidence) low = middle;
    else high = middle;
  }
  return high;
}
