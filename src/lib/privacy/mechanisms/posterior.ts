/** Bayes' rule: prior times likelihood, scaled to 1. @throws RangeError when prior and reports do not fit. */
export function bayes(
  prior: readonly number[],
  inputs: number,
  logLikelihood: (input: number) => number
): number[] {
  if (prior.length !== inputs) throw new RangeError(`a prior of ${inputs} numbers is needed`);
  const logs = prior.map((belief, input) => (belief > 0 ? logLikelihood(input) : -Infinity));
  const top = logs.reduce((most, log) => Math.max(most, log), -Infinity);
  // Relative to the likeliest, so that a long series of reports does not underflow.
  const weights = prior.map((belief, input) => belief * Math.exp((logs[input] ?? 0) - top));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (!(sum > 0 && Number.isFinite(sum))) throw new RangeError('the prior excludes this report');
  return weights.map((weight) => weight / sum);
}
