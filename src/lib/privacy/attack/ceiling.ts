/**
 * Best possible chance of guessing a value after outputs that together are epsilon-DP (relation `replace`). For every
 * output, the posterior of v is at most prior(v) E / (prior(v) E + 1 - prior(v)) with E = e^epsilon, which grows with
 * the prior; so no guess beats the ceiling of the likeliest value.
 *
 * @param epsilon the sum over all reports that were drawn afresh; a remembered answer counts once.
 * @param prior belief in each value before, summing to 1.
 */
export function guessCeiling(epsilon: number, prior: readonly number[]): number {
  const top = prior.reduce((most, belief) => Math.max(most, belief), 0);
  // With e^-epsilon, which does not overflow.
  return top / (top + (1 - top) * Math.exp(-epsilon));
}
