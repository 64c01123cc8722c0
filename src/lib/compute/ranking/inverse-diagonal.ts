import type { ItemGram } from './item-gram.ts';

export interface DiagonalEstimate {
  /** Of (G + lambda I)^-1, shape [items]. */
  diagonal: Float64Array<ArrayBuffer>;
  /** One standard error of each, shape [items]. */
  error: Float64Array<ArrayBuffer>;
}

export interface ProbeOptions {
  lambda: number;
  /** Solves with random vectors; the error falls as 1 / sqrt(probes). At least 4. */
  probes: number;
  /** Uniform in [0, 1), seeded. */
  random: () => number;
  /** Of each solve: well below the error of the estimate is enough. Default: 1e-4. */
  tolerance?: number;
}

/**
 * The diagonal of P = (G + lambda I)^-1 from random signs z (Hutchinson 1990; Bekas, Kokiopoulou and Saad 2007):
 * the mean of z[i] (P z)[i] is P[i, i], the signs of all else cancel out. Two changes make the error several times
 * smaller. With A = G + lambda I, D its diagonal and O the rest:
 * - It probes D^1/2 P D^1/2, in which often and seldom heard items weigh alike.
 * - P = D^-1 - D^-1 O D^-1 + ..., and what the second term adds to a probe is known, with mean zero: it is taken
 *   off as a control variate, by the factor that fits this item's probes best (least squares).
 *
 * A positive definite A has 1 / A[i, i] <= P[i, i] <= 1 / lambda, so estimates are kept in between.
 */
export function estimateInverseDiagonal(
  gram: ItemGram,
  { lambda, probes, random, tolerance = 1e-4 }: ProbeOptions
): DiagonalEstimate {
  if (!Number.isSafeInteger(probes) || probes < 4) throw new RangeError('at least 4 probes');
  const shifted = gram.diagonal.map((value) => value + lambda);
  const moments = Array.from(shifted, () => ({ y: 0, c: 0, yy: 0, yc: 0, cc: 0 }));
  for (let probe = 0; probe < probes; probe++) {
    const scaled = shifted.map((value) => (random() < 0.5 ? -1 : 1) * Math.sqrt(value));
    const solved = gram.solve(scaled, { lambda, tolerance }).y;
    const spread = gram.multiply(scaled.map((value, i) => value / (shifted[i] ?? 1)));
    moments.forEach((moment, i) => {
      const z = scaled[i] ?? 0;
      const d = shifted[i] ?? 1;
      // z[i] / D[i]^1/2, up to the factor D[i]^1/2 twice: (z D^1/2) / D.
      const y = (z * (solved[i] ?? 0)) / d;
      const off = (spread[i] ?? 0) - ((gram.diagonal[i] ?? 0) * z) / d;
      const c = (-z * off) / (d * d);
      moment.y += y / probes;
      moment.c += c / probes;
      moment.yy += (y * y) / probes;
      moment.yc += (y * c) / probes;
      moment.cc += (c * c) / probes;
    });
  }
  const diagonal = new Float64Array(gram.items);
  const error = new Float64Array(gram.items);
  moments.forEach(({ y, c, yy, yc, cc }, i) => {
    const variance = cc - c * c;
    const factor = variance > 0 ? (yc - y * c) / variance : 0;
    const estimate = y - factor * c;
    diagonal[i] = Math.min(1 / lambda, Math.max(1 / (shifted[i] ?? 1), estimate));
    const left = yy - y * y - factor * factor * variance;
    // Two figures were fitted to the probes: their mean and the factor.
    error[i] = Math.sqrt(Math.max(0, left) / (probes - 2));
  });
  return { diagonal, error };
}
