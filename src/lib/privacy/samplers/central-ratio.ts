/** Bound on the error of `centralRatio`; what its comment lists adds up to less than half of it. */
export const RATIO_ERROR = 2 ** -36;

/** -ln r above which 2^block r(i) is far below 2^-40. */
const NEGLIGIBLE = 700;

/**
 * 2^block C(2n, n+i) / C(2n, n) within `RATIO_ERROR`; undefined where the series would be slow.
 *
 * With x = i / n and Stirling's series s(m) = 1/(12 m) - 1/(360 m^3) + rest in [0, 1/(1260 m^5)],
 * -ln r = n [(1+x) ln(1+x) + (1-x) ln(1-x)] + ln(1-x^2) / 2 + s(n+i) + s(n-i) - 2 s(n)
 *       = sum_{j>=1} x^(2j) / j (n / (2j-1) - 1/2) + s(n+i) + s(n-i) - 2 s(n).
 *
 * Only + - * / of doubles take part, which IEEE 754 rounds the same everywhere, so the bound needs no trust in
 * Math.log or Math.exp. For n >= 128 and x <= 1/2: the cut sum is off by less than 2^-51, the rests of Stirling's
 * series by less than 4 / (1260 64^5) < 3e-12 < 2^-38. Roundings are below 100 2^-53 relative to z = -ln r; they
 * change the result by that times z 2^block e^-z, which is below 2 because z >= i^2 / (n + i) >= 2/3 block^2
 * (see `deviation` in fair-binomial.ts). Together below 2^-37.
 *
 * @param block at most i / sqrt(n).
 */
export function centralRatio(n: number, i: number, block: number): number | undefined {
  if (n < 128 || 2 * i > n) return undefined;
  const y = (i / n) * (i / n);
  let loss = 0;
  let power = y;
  for (let j = 1; n * power > 2 ** -52; j++) {
    loss += (power / j) * (n / (2 * j - 1) - 0.5);
    power *= y;
  }
  loss += stirling(n + i) + stirling(n - i) - 2 * stirling(n);
  return loss > NEGLIGIBLE ? 0 : scaledExp(loss, block);
}

function stirling(m: number): number {
  return (1 / 12 - 1 / (360 * m * m)) / m;
}

/** 2^-1 ... 2^-1100, by halving. */
const HALVES = new Float64Array(1100);
for (let k = 0, value = 1; k < HALVES.length; k++, value /= 2) HALVES[k] = value;

/**
 * 2^block e^-z = 2^(block - k) e^-r with k the integer nearest to z / ln 2 and |r| <= 0.35, where 14 terms of the
 * Taylor series leave less than 0.35^14 / 14! < 1e-17. r is off by less than z 2^-52.
 */
function scaledExp(z: number, block: number): number {
  const k = Math.round(z / Math.LN2);
  const r = z - k * Math.LN2;
  let sum = 1;
  for (let j = 13; j >= 1; j--) sum = 1 - (r / j) * sum;
  const shift = k - block;
  return shift >= 0 ? sum * (HALVES[shift] ?? 0) : sum / (HALVES[-shift] ?? 0);
}
