import type {
  AnyLocalMechanism,
  Estimate,
  FrequencyEstimate,
  Rng
} from '../../../../src/lib/privacy/index.ts';
import { MANY_SIGMAS, countOf, misfit } from './statistics.ts';

/** The exact law of the tally of these people, by running through every combination of their reports. */
export function exactLaw(mechanism: AnyLocalMechanism, people: readonly number[]): Map<string, number> {
  const outputs = [...(mechanism.outputs() as Iterable<unknown>)];
  const law = new Map<string, number>();
  const extend = (reports: unknown[], probability: number) => {
    const input = people[reports.length];
    if (input === undefined) {
      const key = JSON.stringify(mechanism.tally(reports));
      law.set(key, (law.get(key) ?? 0) + probability);
      return;
    }
    for (const report of outputs) {
      extend([...reports, report], probability * mechanism.probability(report, input).toNumber());
    }
  };
  extend([], 1);
  return law;
}

/** For a few people: aggregates follow the exact law of the tally of their reports. */
export function smallAggregateProblems(
  mechanism: AnyLocalMechanism,
  people: readonly number[],
  rng: Rng,
  draws: number
): string[] {
  const counts = Array.from({ length: mechanism.inputs }, (_, v) => people.filter((one) => one === v).length);
  const keys = Array.from({ length: draws }, () => JSON.stringify(mechanism.sampleAggregate(counts, rng)));
  const law = exactLaw(mechanism, people);
  const impossible = keys.find((key) => !law.has(key));
  if (impossible !== undefined) return [`the aggregate ${impossible} is impossible`];
  const wrong = misfit(countOf(keys), law);
  return wrong === undefined
    ? []
    : [`aggregates of ${people.length} people do not follow their law: ${wrong}`];
}

/** For a crowd: estimates from aggregates have the true mean and the stated variance. */
export function crowdProblems(
  mechanism: AnyLocalMechanism,
  counts: readonly number[],
  rng: Rng,
  draws: number
): string[] {
  const people = counts.reduce((sum, count) => sum + count, 0);
  const samples = Array.from({ length: draws }, () => {
    const estimate = mechanism.estimate(mechanism.sampleAggregate(counts, rng)) as
      FrequencyEstimate | Estimate;
    return 'frequencies' in estimate ? estimate.frequencies : [estimate.value];
  });
  const isMean = samples[0]?.length === 1;
  const truth = isMean
    ? [counts.reduce((sum, count, v) => sum + count * (mechanism.value(v) as number), 0) / people]
    : counts.map((count) => count / people);
  const problems: string[] = [];
  for (const [quantity, expected] of truth.entries()) {
    const variance = isMean
      ? counts.reduce(
          (sum, count, v) => sum + count * mechanism.variance(1, mechanism.value(v) as number),
          0
        ) /
        (people * people)
      : mechanism.variance(people, expected);
    const sample = samples.map((one) => one[quantity] ?? NaN);
    const mean = sample.reduce((sum, x) => sum + x, 0) / draws;
    const spread = sample.reduce((sum, x) => sum + (x - expected) ** 2, 0) / draws;
    if (!(Math.abs(mean - expected) < MANY_SIGMAS * Math.sqrt(variance / draws))) {
      problems.push(`the aggregate estimate of quantity ${quantity} is ${mean}, not ${expected}`);
    }
    // A sum of squares of nearly normal numbers: relative standard deviation sqrt(2 / draws).
    if (!(Math.abs(spread / variance - 1) < 1.5 * MANY_SIGMAS * Math.sqrt(2 / draws))) {
      problems.push(`the aggregate variance of quantity ${quantity} is ${spread}, not ${variance}`);
    }
  }
  return problems;
}
