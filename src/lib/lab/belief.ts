import { alternativesOf, placeOf } from './alternatives.ts';
import { OFF } from './budgets.ts';
import { lawOf, type Law } from './law.ts';
import type { Leaving } from './leaving.ts';
import type { LabQuestion } from './question.ts';

/** What the attacker believes of each alternative beforehand, summing to 1. */
export function priorOf(question: LabQuestion): number[] {
  const { suspect, belief } = question;
  const alternatives = alternativesOf(question);
  const { length } = alternatives;
  if (belief === undefined) return new Array<number>(length).fill(1 / length);
  const sure = belief / 100;
  const suspected = placeOf(alternatives, suspect);
  return alternatives.map((_, place) => (place === suspected ? sure : (1 - sure) / (length - 1)));
}

/** What they believe after a report: Bayes' rule, by the mechanism's own law. */
export function posteriorOf(question: LabQuestion, { budget, report }: Leaving): number[] {
  if (budget === OFF)
    return alternativesOf(question).map(({ answer }) => (answer === question.answer ? 1 : 0));
  return updated(priorOf(question), lawOf(question, budget).logLikelihoods(report));
}

/** Bayes' rule. */
export function updated(
  prior: readonly number[],
  logLikelihoods: ReturnType<Law['logLikelihoods']>
): number[] {
  const top = Math.max(...logLikelihoods);
  const weights = prior.map((belief, place) => belief * Math.exp((logLikelihoods[place] ?? 0) - top));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
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
