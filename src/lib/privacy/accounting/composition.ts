import { requireCount, roundUp } from './directed.ts';

/** An (epsilon, delta)-DP guarantee for one neighbouring relation. */
export interface Guarantee {
  epsilon: number;
  delta: number;
}

/** Basic composition: epsilons and deltas add up (Dwork and Roth 2014, Theorem 3.16). Rounded up. */
export function basicComposition(guarantees: readonly Guarantee[]): Guarantee {
  return {
    epsilon: roundUp(guarantees.reduce((sum, { epsilon }) => sum + epsilon, 0)),
    delta: Math.min(1, roundUp(guarantees.reduce((sum, { delta }) => sum + delta, 0)))
  };
}

/**
 * Group privacy: what a guarantee for one person gives a group of `size`, as many steps of the same relation: size
 * epsilon, and delta (e^(size epsilon) - 1) / (e^epsilon - 1) (Dwork and Roth 2014, Theorem 2.2; Vadhan 2017,
 * Lemma 2.2). Rounded up.
 */
export function groupPrivacy({ epsilon, delta }: Guarantee, size: number): Guarantee {
  requireCount('size', size);
  const factor = epsilon === 0 ? size : Math.expm1(size * epsilon) / Math.expm1(epsilon);
  return {
    epsilon: roundUp(size * epsilon),
    delta: delta === 0 ? 0 : Math.min(1, roundUp(delta * factor))
  };
}
