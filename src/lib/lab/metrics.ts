import type { HybridMean, SubsetSelection } from '../privacy/index.ts';
import { mechanismOf, METRICS, type Domain, type Metric, type MetricId } from '../telemetry/index.ts';

/** A question with a fixed list of answers. */
export type Choice = Metric & { readonly id: MetricId; readonly domain: Extract<Domain, { kind: 'choice' }> };

/** A question whose answer is a number, of which the service wants the average. */
export type Mean = Metric & { readonly id: MetricId; readonly domain: Extract<Domain, { kind: 'mean' }> };

export type Asked = Choice | Mean;

/** The questions of the app, which are those that the lab can put. */
export const ASKED: readonly Asked[] = METRICS;

/** @returns the first question where there is no such one */
export function askedOf(id: string): Asked {
  return METRICS.find((metric) => metric.id === id) ?? METRICS[0];
}

/** Whether a question has named answers, and not a share as its answer. */
export function isChoice(asked: Asked): asked is Choice {
  return asked.domain.kind === 'choice';
}

/** The mechanism that the app would answer with. @param epsilon above 0 and finite */
export function subsetOf(choice: Choice, epsilon: number): SubsetSelection {
  const made = mechanismOf(choice, epsilon);
  if (made.kind !== 'choice') throw new TypeError(`${choice.id} has no list of answers`);
  return made.mechanism;
}

/** The mechanism that the app would answer with. @param epsilon above 0 and finite */
export function hybridOf(mean: Mean, epsilon: number): HybridMean {
  const made = mechanismOf(mean, epsilon);
  if (made.kind !== 'mean') throw new TypeError(`${mean.id} has a list of answers`);
  return made.mechanism;
}
