import { accounting } from '../../privacy/index.ts';
import { seededRandom } from '../../random/index.ts';
import { inverseOf } from './algebra.ts';
import type { Listeners } from './listeners.ts';

/** Which items go together, from noised sums: weights [kept, kept] over the items that were kept. */
export interface ItemModel {
  kept: readonly number[];
  weights: Float64Array;
}

/** Noised sums of what goes together. */
export interface Sums {
  items: number;
  /** Most popular first. */
  order: readonly number[];
  popularity: Float64Array;
  /** By places in `order`; symmetric, shape [most, most]. */
  gram: Float64Array;
  most: number;
  sigma: number;
}

export const DELTA = 1e-6;
/** Items whose pairs are looked at. */
const MOST = 1000;

/**
 * The sum over all listeners of x x^T, each scaled so that its upper triangle has length 1, with Gaussian noise on every
 * entry: (epsilon, 1e-6)-DP for a whole person (replace), as secure aggregation or a trusted service would give it. The
 * noise is floating-point: a simulation, which protects nobody.
 * @param copies as many people as if each listener stood for so many alike
 */
export function sumPairs({ items, all }: Listeners, epsilon: number, seed: number, copies = 1): Sums {
  const sigma =
    epsilon === Infinity ? 0 : accounting.gaussianSigma({ epsilon, delta: DELTA }, Math.SQRT2) / copies;
  const random = seededRandom(seed);
  const popularity = new Float64Array(items);
  const scale = (n: number) => 1 / Math.sqrt((n * (n + 1)) / 2);
  for (const { past } of all)
    for (const item of past) popularity[item] = (popularity[item] ?? 0) + scale(past.length);
  for (let item = 0; item < items; item++)
    popularity[item] = (popularity[item] ?? 0) + sigma * gaussian(random);
  const order = [...popularity.keys()].sort((a, b) => (popularity[b] ?? 0) - (popularity[a] ?? 0));
  const most = Math.min(MOST, items);
  const place = new Int32Array(items).fill(-1);
  order.slice(0, most).forEach((item, n) => (place[item] = n));
  const gram = new Float64Array(most * most);
  for (const { past } of all) {
    const places = past.map((item) => place[item] ?? -1).filter((n) => n >= 0);
    for (const a of places)
      for (const b of places) gram[a * most + b] = (gram[a * most + b] ?? 0) + scale(past.length);
  }
  for (let a = 0; a < most; a++) {
    gram[a * most + a] = popularity[order[a] ?? 0] ?? 0;
    for (let b = a + 1; b < most; b++) {
      const noised = (gram[a * most + b] ?? 0) + sigma * gaussian(random);
      gram[a * most + b] = gram[b * most + a] = noised;
    }
  }
  return { items, order, popularity, gram, most, sigma };
}

/** EASE on the sums. @returns undefined where the noise is too much for this ridge */
export function easeOn({ order, gram, most }: Sums, kept: number, lambda: number): ItemModel | undefined {
  const n = Math.min(kept, most);
  const part = new Float64Array(n * n);
  for (let a = 0; a < n; a++) {
    part.set(gram.subarray(a * most, a * most + n), a * n);
    part[a * n + a] = (part[a * n + a] ?? 0) + lambda;
  }
  const inverse = inverseOf(part, n);
  if (!inverse) return undefined;
  const weights = new Float64Array(n * n);
  for (let a = 0; a < n; a++)
    for (let b = 0; b < n; b++)
      if (a !== b) weights[a * n + b] = -(inverse[a * n + b] ?? 0) / (inverse[b * n + b] ?? 1);
  return { kept: order.slice(0, n), weights };
}

/** Cosines of what stands out of the noise by so many of its deviations. */
export function neighboursOn(
  { order, gram, most, sigma }: Sums,
  kept: number,
  deviations: number
): ItemModel {
  const n = Math.min(kept, most);
  const size = Float64Array.from({ length: n }, (_, a) =>
    Math.sqrt(Math.max(sigma, gram[a * most + a] ?? 0, 1e-9))
  );
  const weights = new Float64Array(n * n);
  for (let a = 0; a < n; a++)
    for (let b = 0; b < n; b++) {
      const above = (gram[a * most + b] ?? 0) - deviations * sigma;
      if (a !== b && above > 0) weights[a * n + b] = above / ((size[a] ?? 1) * (size[b] ?? 1));
    }
  return { kept: order.slice(0, n), weights };
}

/** Scores on the device, from its own whole history. */
export function scoresOf({ kept, weights }: ItemModel, items: number, past: readonly number[]): Float64Array {
  const n = kept.length;
  const place = new Map(kept.map((item, at) => [item, at]));
  const sums = new Float64Array(n);
  for (const item of past) {
    const at = place.get(item);
    if (at === undefined) continue;
    for (let b = 0; b < n; b++) sums[b] = (sums[b] ?? 0) + (weights[at * n + b] ?? 0);
  }
  const scores = new Float64Array(items);
  kept.forEach((item, at) => (scores[item] = sums[at] ?? 0));
  return scores;
}

/** Box and Muller. */
function gaussian(random: { uniform(): number }): number {
  return Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
}
