import { guessCeiling } from '../privacy/index.ts';
import type { Report } from '../telemetry/index.ts';
import { alternativesOf } from './alternatives.ts';
import { priorOf, updated } from './belief.ts';
import { lawOf } from './law.ts';
import { numberedRng } from './numbered-rng.ts';
import type { LabQuestion } from './question.ts';

export const ROUNDS = 20;

/** One round of the game: somebody has an answer, you see their report. */
export interface Round {
  /** Place of the answer among the alternatives; drawn by what is believed beforehand. */
  readonly secret: number;
  readonly report: Report['value'];
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
  const law = lawOf(question, question.look);
  const prior = priorOf(question);
  const rng = numberedRng(question.draw, `game ${question.metric} ${question.look} ${round}`);
  const secret = pick(prior, rng.bits(32) / 2 ** 32);
  const report = law.draw(alternativesOf(question)[secret]?.answer ?? 0, rng);
  const beliefs = updated(prior, law.logLikelihoods(report));
  return { secret, report, best: beliefs.indexOf(Math.max(...beliefs)) };
}

/** How often an attacker is right who sees no report, who makes the best of it, and who has the most that any could. */
export function chancesOf(question: LabQuestion): Chances {
  const prior = priorOf(question);
  return {
    blind: Math.max(...prior),
    best: lawOf(question, question.look).guessRate(prior),
    ceiling: guessCeiling(question.look, prior)
  };
}

/** The place at a quantile of a prior. */
export function pick(prior: readonly number[], quantile: number): number {
  let below = 0;
  const found = prior.findIndex((belief) => (below += belief) > quantile);
  return found === -1 ? prior.length - 1 : found;
}
