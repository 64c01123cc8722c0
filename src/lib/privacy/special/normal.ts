import { erfcx, expMinusSquare } from './erfc.ts';

/** P(Z > z) for a standard normal Z, with full relative accuracy however small. */
export function normalTail(z: number): number {
  return z < 0 ? 1 - normalTail(-z) : 0.5 * expMinusSquare(z, 0.5) * erfcx(z * Math.SQRT1_2);
}

/** ln P(Z > z); finite wherever z is. */
export function logNormalTail(z: number): number {
  return z < 0 ? Math.log1p(-normalTail(-z)) : -0.5 * z * z + Math.log(0.5 * erfcx(z * Math.SQRT1_2));
}

/** P(a < Z <= b), taking the difference on the side where both tails are small. */
export function normalInterval(a: number, b: number): number {
  if (a >= 0) return normalTail(a) - normalTail(b);
  if (b <= 0) return normalTail(-b) - normalTail(-a);
  return 1 - normalTail(-a) - normalTail(b);
}

/** The z with P(Z <= z) = p. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability, not ${p}`);
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  if (p > 0.5) return -normalQuantile(1 - p);
  const goal = Math.log(p);
  // Newton on ln P(Z > z), which is concave: from the left it never overshoots.
  let z = 0;
  for (let step = 0; step < 100; step++) {
    const tail = logNormalTail(z);
    const slope = -Math.exp(-0.5 * z * z - 0.5 * Math.log(2 * Math.PI) - tail);
    const next = z - (tail - goal) / slope;
    if (Math.abs(next - z) <= 1e-15 * (1 + Math.abs(next))) return -next;
    z = next;
  }
  return -z;
}

/** z with P(|Z| <= z) = confidence, for intervals. @throws RangeError unless 0 < confidence < 1. */
export function twoSidedQuantile(confidence: number): number {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`no confidence: ${confidence}`);
  return -normalQuantile((1 - confidence) / 2);
}
