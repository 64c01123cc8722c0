/** ln(1 - e^x) for x <= 0, accurate at both ends (Maechler 2012). */
export function log1mExp(x: number): number {
  return x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
}

/** ln(e^a + e^b) without overflow. */
export function logAdd(a: number, b: number): number {
  const high = Math.max(a, b);
  if (high === -Infinity || high === Infinity) return high;
  return high + Math.log1p(Math.exp(Math.min(a, b) - high));
}

/** ln(e^a - e^b) for a >= b. */
export function logSubtract(a: number, b: number): number {
  if (b === -Infinity) return a;
  return b >= a ? -Infinity : a + log1mExp(b - a);
}

/** ln of the sum of e^x over all x. */
export function logSumExp(values: Iterable<number>): number {
  const list = [...values];
  const high = list.reduce((most, value) => Math.max(most, value), -Infinity);
  if (!Number.isFinite(high)) return high;
  return high + Math.log(list.reduce((sum, value) => sum + Math.exp(value - high), 0));
}

/** ln(1 - q + q e^x) for 0 <= q <= 1: the log of a likelihood ratio after sampling with probability q. */
export function logMix(q: number, x: number): number {
  if (q === 1) return x;
  // Near x = 0 the sum is 1 and its log would lose everything; far up e^x overflows.
  return x < 1 ? Math.log1p(q * Math.expm1(x)) : logAdd(Math.log1p(-q), Math.log(q) + x);
}

/** The x for which ln(1 - q + q e^x) = y; -Infinity where y is at or below ln(1 - q). */
export function inverseLogMix(q: number, y: number): number {
  if (q === 1) return y;
  if (y > 700) return y - Math.log(q);
  const rest = Math.expm1(y) / q;
  return rest <= -1 ? -Infinity : Math.log1p(rest);
}
