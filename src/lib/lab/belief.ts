import { OFF } from './budgets.ts';
import type { Leaving } from './leaving.ts';
import { choiceOf, subsetOf } from './metrics.ts';
import type { LabQuestion } from './question.ts';

/** What the attacker believes of each answer beforehand, summing to 1. */
export function priorOf({ metric, suspect, belief }: LabQuestion): number[] {
  const { length } = choiceOf(metric).domain.options;
  if (belief === undefined) return new Array<number>(length).fill(1 / length);
  const sure = belief / 100;
  return Array.from({ length }, (_, option) => (option === suspect ? sure : (1 - sure) / (length - 1)));
}

/** What they believe after a report: Bayes' rule, by the mechanism's own law. */
export function posteriorOf(question: LabQuestion, { budget, marked }: Leaving): number[] {
  const prior = priorOf(question);
  if (budget === OFF) return prior.map((_, option) => (marked.includes(option) ? 1 : 0));
  return subsetOf(choiceOf(question.metric), budget).posterior(marked, prior);
}

/** The least and the most that any report at this epsilon can make of a belief. */
export function reachOf(belief: number, epsilon: number): { least: number; most: number } {
  if (epsilon === OFF) return { least: 0, most: 1 };
  const factor = Math.exp(-epsilon);
  return {
    least: (belief * factor) / (belief * factor + 1 - belief),
    most: belief / (belief + (1 - belief) * factor)
  };
}
