import type { SubsetSelection } from '../privacy/index.ts';
import { mechanismOf, METRICS, type Domain, type Metric, type MetricId } from '../telemetry/index.ts';

/** A question with a fixed list of answers. */
export type Choice = Metric & { readonly id: MetricId; readonly domain: Extract<Domain, { kind: 'choice' }> };

/** The questions of the app that the lab can put. */
export const CHOICES: readonly Choice[] = METRICS.flatMap((metric) => {
  const { domain } = metric;
  return domain.kind === 'choice' ? [{ ...metric, domain }] : [];
});

/** @returns the first question where there is no such one */
export function choiceOf(id: string): Choice {
  const found = CHOICES.find((choice) => choice.id === id) ?? CHOICES[0];
  if (!found) throw new Error('there is no question with a list of answers');
  return found;
}

/** The mechanism that the app would answer with. @param epsilon above 0 and finite */
export function subsetOf(choice: Choice, epsilon: number): SubsetSelection {
  const made = mechanismOf(choice, epsilon);
  if (made.kind !== 'choice') throw new TypeError(`${choice.id} has no list of answers`);
  return made.mechanism;
}
