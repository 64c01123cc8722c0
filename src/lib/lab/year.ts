import { accounting } from '../privacy/index.ts';
import { alternativesOf } from './alternatives.ts';
import { priorOf } from './belief.ts';
import { pick } from './game.ts';
import { lawOf, type Law } from './law.ts';
import { numberedRng } from './numbered-rng.ts';
import type { LabQuestion } from './question.ts';

export const WEEKS = 52;
/** Chance that the accountants which allow one may be wrong. */
export const DELTA = 1e-6;
/** Weeks at which the accounts are drawn up. */
const CLOSINGS = [1, 2, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52] as const;
/** People whose answers are attacked. */
const ATTACKED = 400;

/** What the reports of some weeks add up to, each drawn anew; epsilons at `DELTA`, the first without. */
export interface Account {
  readonly week: number;
  readonly basic: number;
  readonly zcdp: number;
  readonly pld: number;
}

export interface Year {
  readonly accounts: readonly Account[];
  /** By week from 1: how often the attacker names the answer who got a fresh report about it each week. */
  readonly fresh: readonly number[];
  /** The same where the one report is remembered and sent again. */
  readonly remembered: number;
}

/** Takes long: the accounts are drawn up by Fourier transforms, and a few hundred people are attacked. */
export function yearOf(question: LabQuestion): Year {
  const { look } = question;
  const law = lawOf(question, look);
  return {
    accounts: CLOSINGS.map((week) => accountOf(law, look, week)),
    fresh: averaging(question, law),
    remembered: law.guessRate(priorOf(question))
  };
}

/** The last week in which a report goes out before the cap is reached; 0 where none does. */
export function lastWeekOf({ look, cap }: LabQuestion): number {
  return Math.min(WEEKS, Math.floor(cap / look + 1e-9));
}

function accountOf({ telling }: Law, epsilon: number, week: number): Account {
  const pair = new accounting.FinitePair(telling, epsilon);
  const uses = [{ mechanism: { relation: 'replace', pairs: [pair] } as const, count: week }];
  return {
    week,
    basic: accounting.basicComposition(new Array(week).fill({ epsilon, delta: 0 })).epsilon,
    zcdp: accounting.zcdpEpsilon(
      accounting.composedRho(new Array<number>(week).fill(accounting.pureRho(epsilon))),
      DELTA
    ),
    pld: accounting.composedEpsilon(uses, DELTA).upper
  };
}

/** Attacks people whose answers follow the prior; each guess is the best there is from all reports so far. */
function averaging(question: LabQuestion, law: Law): number[] {
  const prior = priorOf(question);
  const alternatives = alternativesOf(question);
  const rng = numberedRng(question.draw, `year ${question.metric} ${question.look}`);
  const right = new Array<number>(WEEKS).fill(0);
  for (let person = 0; person < ATTACKED; person++) {
    const place = pick(prior, (person + 0.5) / ATTACKED);
    const answer = alternatives[place]?.answer ?? 0;
    const scores = prior.map(Math.log);
    for (let week = 0; week < WEEKS; week++) {
      law.logLikelihoods(law.draw(answer, rng)).forEach((log, n) => (scores[n] = (scores[n] ?? 0) + log));
      right[week] = (right[week] ?? 0) + chanceOf(scores, place);
    }
  }
  return right.map((sum) => sum / ATTACKED);
}

/** That a guess among the best is the answer: 1 where it alone is best, a half where two are, 0 where others are. */
function chanceOf(scores: readonly number[], answer: number): number {
  const best = Math.max(...scores) - 1e-9;
  const ties = scores.filter((score) => score >= best).length;
  return (scores[answer] ?? -Infinity) >= best ? 1 / ties : 0;
}
