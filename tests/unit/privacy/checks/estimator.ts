import type { AnyLocalMechanism, Estimate, FrequencyEstimate } from '../../../../src/lib/privacy/index.ts';

/** Room for the rounding of doubles; every expectation here is a finite sum. */
const ROUNDING = 1e-8;

/** The estimates from one report, one number for each quantity: all frequencies, or the mean. */
function estimatesOf(mechanism: AnyLocalMechanism, report: unknown): readonly number[] {
  const estimate = mechanism.estimate([report]) as FrequencyEstimate | Estimate;
  return 'frequencies' in estimate ? estimate.frequencies : [estimate.value];
}

function truths(mechanism: AnyLocalMechanism, input: number, quantities: number): number[] {
  if (quantities === 1) return [mechanism.value(input) as number];
  return Array.from({ length: quantities }, (_, v) => (v === input ? 1 : 0));
}

/**
 * By enumeration of all outputs: the expected estimate is the truth, its variance is the stated one, and the
 * posterior is Bayes' rule.
 */
export function estimatorProblems(mechanism: AnyLocalMechanism): string[] {
  const outputs = [...(mechanism.outputs() as Iterable<unknown>)];
  const estimates = outputs.map((report) => estimatesOf(mechanism, report));
  const quantities = estimates[0]?.length ?? 0;
  const scale = Math.max(1, ...estimates.flat().map(Math.abs));
  for (let input = 0; input < mechanism.inputs; input++) {
    const probabilities = outputs.map((report) => mechanism.probability(report, input).toNumber());
    for (const [quantity, truth] of truths(mechanism, input, quantities).entries()) {
      const moment = (power: number) =>
        probabilities.reduce((sum, p, i) => sum + p * (estimates[i]?.[quantity] ?? NaN) ** power, 0);
      const mean = moment(1);
      if (!(Math.abs(mean - truth) < ROUNDING * scale)) {
        return [`the estimate for input ${input} is ${mean} on average, not ${truth}`];
      }
      const variance = moment(2) - mean * mean;
      const stated = mechanism.variance(1, truth);
      if (!(Math.abs(variance - stated) < ROUNDING * scale * scale)) {
        return [`the variance for input ${input} is ${variance}, not ${stated}`];
      }
    }
  }
  return posteriorProblems(mechanism, outputs);
}

function posteriorProblems(mechanism: AnyLocalMechanism, outputs: readonly unknown[]): string[] {
  const weights = Array.from({ length: mechanism.inputs }, (_, v) => v + 1);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const prior = weights.map((weight) => weight / whole);
  for (const report of outputs) {
    const joint = prior.map((belief, v) => belief * mechanism.probability(report, v).toNumber());
    const evidence = joint.reduce((sum, part) => sum + part, 0);
    const posterior = mechanism.posterior(report, prior);
    if (!joint.every((part, v) => Math.abs(part / evidence - (posterior[v] ?? NaN)) < ROUNDING)) {
      return ["the posterior is not that of Bayes' rule"];
    }
  }
  return [];
}
