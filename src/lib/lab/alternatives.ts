import { askedOf, isChoice } from './metrics.ts';
import type { LabQuestion } from './question.ts';

/** An answer that an attacker reckons with. */
export interface Alternative {
  /** As `LabQuestion.answer` has it. */
  readonly answer: number;
  readonly name: string;
}

/** An answer to a mean is told in hundredths of its scale. */
export const HUNDREDTHS = 100;
/** Between two numbers that an attacker reckons with, hundredths. */
const APART = 10;

/** All answers to a choice; of a mean every tenth of the scale, and the true answer if it is none of them. */
export function alternativesOf({ metric, answer }: Pick<LabQuestion, 'metric' | 'answer'>): Alternative[] {
  const asked = askedOf(metric);
  if (isChoice(asked)) return asked.domain.options.map((name, option) => ({ answer: option, name }));
  const tenths = Array.from({ length: HUNDREDTHS / APART + 1 }, (_, n) => n * APART);
  return [...new Set([...tenths, answer])]
    .sort((a, b) => a - b)
    .map((number) => ({ answer: number, name: nameHundredths(number) }));
}

/** The place of an answer among the alternatives; of a number that is none of them, of the nearest. */
export function placeOf(alternatives: readonly Alternative[], answer: number): number {
  return alternatives.reduce(
    (best, one, n) =>
      Math.abs(one.answer - answer) < Math.abs((alternatives[best]?.answer ?? Infinity) - answer) ? n : best,
    0
  );
}

/** "30 %" */
export function nameHundredths(answer: number): string {
  return `${answer}\u202f%`;
}
