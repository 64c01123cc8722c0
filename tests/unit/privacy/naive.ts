import type { Rng } from '../../../src/lib/privacy/index.ts';

/** Random doubles as most libraries make them: k 2^-32, k from 1, so that the logarithm exists. */
export const uniformDouble = (rng: Rng) => (rng.bits(32) + 1) / 2 ** 32;

/** Laplace noise as a textbook writes it: what this project must not do. */
export function floatLaplace(value: number, scale: number, rng: Rng): number {
  const sign = rng.bits(1) === 1 ? 1 : -1;
  return value + sign * scale * -Math.log(uniformDouble(rng));
}

/** Could `floatLaplace` have returned this for that value? It tries the few uniform doubles that come near. */
export function reachable(output: number, value: number, scale: number): boolean {
  const near = Math.round(Math.exp(-Math.abs(output - value) / scale) * 2 ** 32);
  for (let k = near - 3; k <= near + 3; k++) {
    if (k < 1 || k > 2 ** 32) continue;
    for (const sign of [1, -1]) {
      if (value + sign * scale * -Math.log(k / 2 ** 32) === output) return true;
    }
  }
  return false;
}
