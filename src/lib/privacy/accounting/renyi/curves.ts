import { requireCount, requirePositive, roundUp } from '../directed.ts';
import { FinitePair } from '../loss/finite.ts';
import type { PrivateMechanism } from '../loss/pair.ts';
import { logAdd, logSubtract, logSumExp } from '../../special/log-space.ts';

/** Renyi divergence of a mechanism's outputs on neighbouring inputs, by order (1 for Kullback-Leibler, up to Infinity). */
export type RenyiCurve = (order: number) => number;

/** The Gaussian mechanism: order l2Sensitivity^2 / 2 sigma^2 (Mironov 2017, Proposition 7). Rounded up. */
export function gaussianRenyi(sigma: number, l2Sensitivity = 1): RenyiCurve {
  requirePositive('sigma', sigma);
  return (order) => roundUp((order * l2Sensitivity * l2Sensitivity) / (2 * sigma * sigma));
}

/**
 * The Laplace mechanism: ln(a/(2a-1) e^((a-1)/b) + (a-1)/(2a-1) e^(-a/b)) / (a-1) with b in units of the sensitivity
 * (Mironov 2017, Proposition 6). Rounded up.
 */
export function laplaceRenyi(b: number, l1Sensitivity = 1): RenyiCurve {
  requirePositive('b', b);
  const epsilon = l1Sensitivity / b;
  return (order) => {
    if (order === Infinity) return roundUp(epsilon);
    if (nearOne(order)) return roundUp(epsilon + Math.expm1(-epsilon), epsilon);
    const high = Math.log(order / (2 * order - 1)) + (order - 1) * epsilon;
    const low = Math.log((order - 1) / (2 * order - 1)) - order * epsilon;
    return fromLogMoment(logAdd(high, low), order);
  };
}

/** Any epsilon-DP mechanism: none has more than binary randomized response (Bun and Steinke 2016). Rounded up. */
export function pureRenyi(epsilon: number): RenyiCurve {
  const truth = 1 / (1 + Math.exp(-epsilon));
  const pair = new FinitePair([
    { p: truth, q: truth * Math.exp(-epsilon) },
    { p: truth * Math.exp(-epsilon), q: truth }
  ]);
  return finiteRenyi({ relation: 'replace', pairs: [pair] });
}

/**
 * A mechanism with finitely many outcomes, such as randomized response: ln(sum p^a q^(1-a)) / (a-1), the worse of its
 * pairs. Rounded up.
 */
export function finiteRenyi({ pairs }: PrivateMechanism): RenyiCurve {
  return (order) => Math.max(...pairs.map((pair) => divergence(pair, order)));
}

/**
 * The exponential mechanism with pure epsilon, whose losses span epsilon: the supremum over how they may lie (Dong,
 * Durfee, Rogers 2020, Theorem 3), here in closed form: t + ln((1 - e^(-a epsilon)) / (a (1 - e^-epsilon))) / (a - 1)
 * at the t with e^t = (a - 1) (1 - e^(-a epsilon)) / (a (e^-epsilon - e^(-a epsilon))). Rounded up.
 */
export function exponentialMechanismRenyi(epsilon: number): RenyiCurve {
  return (order) => {
    if (epsilon === 0) return 0;
    if (order === Infinity) return roundUp(epsilon);
    if (nearOne(order)) {
      // eps/(e^eps - 1) - 1 - ln(eps/(e^eps - 1)), whose terms cancel when epsilon is small: it is below eps^2/8.
      const ratio = epsilon / Math.expm1(epsilon);
      return Math.min((epsilon * epsilon) / 8, roundUp(ratio - 1 - Math.log(ratio), 1));
    }
    const all = Math.log(-Math.expm1(-order * epsilon));
    const shift = Math.log((order - 1) / order) + all - logSubtract(-epsilon, -order * epsilon);
    const least = Math.log(-Math.expm1(-epsilon));
    const moment = (order - 1) * shift + all - Math.log(order) - least;
    const size = Math.abs((order - 1) * shift) + Math.abs(all) + Math.log(order) + Math.abs(least);
    // Such a mechanism is epsilon^2/8-zCDP (Cesar and Rogers 2021), which is exact when epsilon is tiny.
    return Math.min((order * epsilon * epsilon) / 8, fromLogMoment(moment, order, size));
  };
}

/** Renyi divergences of mechanisms used one after the other add up, adaptively too (Mironov 2017, Proposition 1). */
export function composedRenyi(uses: readonly { curve: RenyiCurve; count?: number }[]): RenyiCurve {
  for (const { count = 1 } of uses) requireCount('count', count);
  return (order) => roundUp(uses.reduce((sum, { curve, count = 1 }) => sum + count * curve(order), 0));
}

function divergence(pair: PrivateMechanism['pairs'][0], order: number): number {
  if (!(pair instanceof FinitePair)) throw new TypeError('only for mechanisms with finitely many outcomes');
  if (pair.supremum === Infinity) return Infinity;
  if (order === Infinity) return roundUp(Math.max(0, pair.supremum));
  const outcomes = pair.outcomes.filter(({ p }) => p > 0);
  if (nearOne(order)) {
    const sum = outcomes.reduce((total, { p, q }) => total + p * Math.log(p / q), 0);
    return Math.max(0, roundUp(sum, 1));
  }
  const terms = outcomes.map(({ p, q }) => order * Math.log(p) + (1 - order) * Math.log(q));
  const largest = outcomes.reduce((most, { p, q }) => Math.max(most, order * Math.abs(Math.log(p * q))), 0);
  return fromLogMoment(logSumExp(terms), order, largest);
}

/** Just above 1 the division by order - 1 leaves no digits; there the divergence is that of order 1. */
function nearOne(order: number): boolean {
  if (!(order >= 1)) throw new RangeError(`the order of a Renyi divergence must be at least 1, not ${order}`);
  return order - 1 < 1e-9;
}

/** ln of the moment over order - 1; what the logs that went into it lost by rounding is divided too. */
function fromLogMoment(log: number, order: number, largest = Math.abs(log)): number {
  return Math.max(0, roundUp(log, Math.max(1, largest)) / (order - 1));
}
