const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** ln n! for a whole n. */
export function logFactorial(n: number): number {
  return n < 2 ? 0 : (n + 0.5) * Math.log(n) - n + HALF_LOG_TWO_PI + stirlingError(n);
}

/** ln of n over k. */
export function logChoose(n: number, k: number): number {
  if (k < 0 || k > n) return -Infinity;
  return logBinomialPmf(k, n, 0.5) + n * Math.LN2;
}

/**
 * ln P(X = k) for X ~ Bin(n, p), by the saddle-point expansion of Loader (2000): differences of ln n! would
 * lose all digits for the hundred millions of people that n may be.
 */
export function logBinomialPmf(k: number, n: number, p: number): number {
  if (k < 0 || k > n) return -Infinity;
  if (p === 0) return k === 0 ? 0 : -Infinity;
  if (p === 1) return k === n ? 0 : -Infinity;
  if (k === 0) return n * Math.log1p(-p);
  if (k === n) return n * Math.log(p);
  const errors = stirlingError(n) - stirlingError(k) - stirlingError(n - k);
  const scale = 0.5 * (Math.log(n) - Math.log(k) - Math.log(n - k)) - HALF_LOG_TWO_PI;
  return errors - deviance(k, n * p) - deviance(n - k, n * (1 - p)) + scale;
}

/** P(X <= k) for X ~ Bin(n, p); relative accuracy kept however small it is. */
export function binomialLowerTail(k: number, n: number, p: number): number {
  const at = Math.floor(k);
  if (at < 0) return 0;
  if (at >= n) return 1;
  // Summed from the largest term away from the mean; on the far side of the mean as a complement.
  return at <= n * p ? tailSum(at, n, p) : 1 - tailSum(n - at - 1, n, 1 - p);
}

/** P(X > k) for X ~ Bin(n, p); relative accuracy kept however small it is. */
export function binomialUpperTail(k: number, n: number, p: number): number {
  const at = Math.floor(k);
  if (at < 0) return 1;
  if (at >= n) return 0;
  return at <= n * p ? 1 - tailSum(at, n, p) : tailSum(n - at - 1, n, 1 - p);
}

/** P(X <= k) from the terms at k, k - 1, ..., which fall from k on when k is below the mean. */
function tailSum(k: number, n: number, p: number): number {
  const odds = (1 - p) / p;
  let term = 1;
  let sum = 1;
  for (let i = k; i > 0; i--) {
    term *= (i / (n - i + 1)) * odds;
    sum += term;
    if (term < 1e-17 * sum) break;
  }
  return Math.exp(logBinomialPmf(k, n, p) + Math.log(sum));
}

const SMALL_ERRORS = smallErrors();

/** ln n! - ((n + 1/2) ln n - n + ln(2 pi) / 2): what Stirling's formula misses. */
function stirlingError(n: number): number {
  const small = SMALL_ERRORS[n];
  if (small !== undefined) return small;
  const s = 1 / (n * n);
  return (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s / 1188)))) / n;
}

function smallErrors(): number[] {
  const errors = [0];
  let factorial = 1;
  for (let n = 1; n <= 18; n++) {
    factorial *= n;
    errors.push(Math.log(factorial) - ((n + 0.5) * Math.log(n) - n + HALF_LOG_TWO_PI));
  }
  return errors;
}

/** x ln(x / mean) + mean - x, which is small when x is near the mean. */
function deviance(x: number, mean: number): number {
  const difference = x - mean;
  if (Math.abs(difference) > 0.1 * (x + mean)) return x * Math.log(x / mean) - difference;
  const v = difference / (x + mean);
  let sum = difference * v;
  let power = 2 * x * v;
  for (let j = 1; j < 1000; j++) {
    power *= v * v;
    const next = sum + power / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}
