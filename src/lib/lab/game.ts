import { bayesGuess, guessCeiling, subsetGuessRate } from '../privacy/index.ts';
import { priorOf } from './belief.ts';
import { choiceOf, subsetOf } from './metrics.ts';
import { numberedRng } from './numbered-rng.ts';
import type { LabQuestion } from './question.ts';

export const ROUNDS = 20;

/** One round of the game: somebody has an answer, you see their report. */
export interface Round {
  /** Number of the answer; drawn by what is believed beforehand. */
  readonly secret: number;
  readonly marked: readonly number[];
  /** The guess of an attacker who makes the best of the report. */
  readonly best: number;
}

/** What can be hoped for in one round. */
export interface Chances {
  /** Without looking at the report. */
  readonly blind: number;
  /** The best use of these reports. */
  readonly best: number;
  /** No attack on anything that keeps this epsilon is right more often. */
  readonly ceiling: number;
}

/** @param round from 0 */
export function roundOf(question: LabQuestion, round: number): Round {
  const mechanism = subsetOf(choiceOf(question.metric), question.look);
  const prior = priorOf(question);
  const rng = numberedRng(question.draw, `game ${question.metric} ${question.look} ${round}`);
  const secret = pick(prior, rng.bits(32) / 2 ** 32);
  const marked = mechanism.randomize(secret, rng);
  return { secret, marked, best: bayesGuess(mechanism, [marked], prior).input };
}

export function chancesOf(question: LabQuestion): Chances {
  const prior = priorOf(question);
  return {
    blind: Math.max(...prior),
    best: subsetGuessRate(subsetOf(choiceOf(question.metric), question.look), prior),
    ceiling: guessCeiling(question.look, prior)
  };
}

function pick(prior: readonly number[], quantile: number): number {
  let below = 0;
  const found = prior.findIndex((belief) => (below += belief) > quantile);
  return found === -1 ? prior.length - 1 : found;
}
