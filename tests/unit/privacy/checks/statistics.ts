/**
 * Probability of a false alarm of one check. All checks of a run together, even a thousand of them, stay far below
 * one in 10^9.
 */
export const FALSE_ALARM = 1e-12;

/** P(chi-squared with `freedom` degrees > x): the upper regularised gamma function Q(freedom / 2, x / 2). */
export function chiSquaredTail(x: number, freedom: number): number {
  const a = freedom / 2;
  const z = x / 2;
  if (z <= 0) return 1;
  const front = Math.exp(a * Math.log(z) - z - lnGamma(a));
  if (z < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; term > sum * 1e-16; n++) {
      term *= z / (a + n);
      sum += term;
    }
    return 1 - front * sum;
  }
  let b = z + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 10_000; n++) {
    const step = -n * (n - a);
    b += 2;
    d = 1 / (step * d + b);
    c = b + step / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return front * fraction;
}

function lnGamma(x: number): number {
  let shift = 0;
  for (; x < 15; x++) shift -= Math.log(x);
  return shift + (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + (1 / 12 - 1 / (360 * x * x)) / x;
}

/** Cells with fewer expected draws are pooled: chi-squared is an approximation for many. */
const FEWEST = 20;

/**
 * Chi-squared test of counts against the probabilities of their cells, which may leave a rest: returns what is
 * wrong, or nothing.
 */
export function misfit(
  observed: ReadonlyMap<string | number, number>,
  probabilities: ReadonlyMap<string | number, number>
): string | undefined {
  const draws = [...observed.values()].reduce((sum, count) => sum + count, 0);
  let statistic = 0;
  let cells = 0;
  let pooled = { seen: draws, expected: draws };
  for (const [key, probability] of probabilities) {
    const expected = probability * draws;
    if (expected < FEWEST) continue;
    const seen = observed.get(key) ?? 0;
    statistic += (seen - expected) ** 2 / expected;
    cells++;
    pooled = { seen: pooled.seen - seen, expected: pooled.expected - expected };
  }
  if (pooled.expected >= FEWEST) {
    statistic += (pooled.seen - pooled.expected) ** 2 / pooled.expected;
    cells++;
  } else if (pooled.seen > 120) {
    // More than 120 where fewer than 20 are expected: below 1e-40 for a Poisson number.
    return `${pooled.seen} draws where ${pooled.expected.toFixed(1)} were expected`;
  }
  if (cells < 2) return undefined;
  const tail = chiSquaredTail(statistic, cells - 1);
  return tail < FALSE_ALARM ? `chi-squared ${statistic.toFixed(1)} with ${cells - 1} degrees` : undefined;
}

export function countOf<T extends string | number>(keys: Iterable<T>): Map<T, number> {
  const counts = new Map<T, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** Standard deviations beyond which a sum of many is wrong: P(|Z| > 7.2) = 6e-13. */
export const MANY_SIGMAS = 7.2;
