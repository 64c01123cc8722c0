import type { Rng } from '../privacy/index.ts';
import type { Report } from '../telemetry/index.ts';
import { alternativesOf } from './alternatives.ts';
import { choiceLaw } from './choice-law.ts';
import { meanLaw } from './mean-law.ts';
import { askedOf, isChoice } from './metrics.ts';
import type { LabQuestion } from './question.ts';

/** How a question is answered at one budget, as somebody knows it who knows the code. */
export interface Law {
  /** A report about an answer. @param answer as `LabQuestion` has it */
  draw(answer: number, rng: Rng): Report['value'];
  /** ln P(report | alternative) for each alternative, but for a number that is the same for all. */
  logLikelihoods(report: Report['value']): readonly number[];
  /** How often the best guess from one report is right. @param prior of each alternative */
  guessRate(prior: readonly number[]): number;
  /** What a report can tell of the two answers that are easiest to tell apart: its probability under either. */
  readonly telling: readonly { readonly p: number; readonly q: number }[];
}

/** @param epsilon finite */
export function lawOf(question: Pick<LabQuestion, 'metric' | 'answer'>, epsilon: number): Law {
  const asked = askedOf(question.metric);
  return isChoice(asked)
    ? choiceLaw(asked, epsilon)
    : meanLaw(
        asked,
        epsilon,
        alternativesOf(question).map(({ answer }) => answer)
      );
}
