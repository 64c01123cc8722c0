/** Bayes' rule: prior times likelihood, scaled to 1. @throws RangeError when the two do not fit. */
export function bayes(prior: readonly number[], likelihood: (input: number) => number): number[] {
  const weights = prior.map((belief, input) => belief * likelihood(input));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (!(sum > 0 && Number.isFinite(sum))) throw new RangeError('the prior excludes this report');
  return weights.map((weight) => weight / sum);
}
