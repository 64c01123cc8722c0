import { accounting, type SubsetSelection, subsetGuessRate } from '../privacy/index.ts';
import { priorOf } from './belief.ts';
import { choiceOf, subsetOf } from './metrics.ts';
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
  /** The last week in which a report goes out before the cap is reached. */
  readonly lastWeek: number;
}

export function yearOf(question: LabQuestion): Year {
  const { look, cap } = question;
  const mechanism = subsetOf(choiceOf(question.metric), look);
  return {
    accounts: CLOSINGS.map((week) => accountOf(mechanism, week)),
    fresh: averaging(question, mechanism),
    remembered: subsetGuessRate(mechanism, priorOf(question)),
    lastWeek: Math.min(WEEKS, Math.floor(cap / look + 1e-9))
  };
}

function accountOf(mechanism: SubsetSelection, week: number): Account {
  const epsilon = mechanism.epsilon.value;
  const uses = [{ mechanism: lossOf(mechanism), count: week }];
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

/**
 * For two answers a report tells one of three things: only the first is in it, only the second, or both or neither.
 * P(a is in it and b is not | a) = p (k - d) / (k - 1), and E times less under b.
 */
function lossOf({ supportTrue, size, inputs, ratio, epsilon }: SubsetSelection): accounting.PrivateMechanism {
  const p = (supportTrue.toNumber() * (inputs - size)) / (inputs - 1);
  const q = p / ratio.toNumber();
  const outcomes = [
    { p, q },
    { p: q, q: p },
    { p: 1 - p - q, q: 1 - p - q }
  ];
  return { relation: 'replace', pairs: [new accounting.FinitePair(outcomes, epsilon.value)] };
}

/** Attacks people whose answers follow the prior; each guess is the best there is from all reports so far. */
function averaging(question: LabQuestion, mechanism: SubsetSelection): number[] {
  const prior = priorOf(question);
  const gain = Math.log(mechanism.ratio.toNumber());
  const rng = numberedRng(question.draw, `year ${question.metric} ${question.look}`);
  const right = new Array<number>(WEEKS).fill(0);
  for (let person = 0; person < ATTACKED; person++) {
    const answer = atQuantile(prior, (person + 0.5) / ATTACKED);
    const scores = prior.map(Math.log);
    for (let week = 0; week < WEEKS; week++) {
      for (const option of mechanism.randomize(answer, rng)) scores[option] = (scores[option] ?? 0) + gain;
      right[week] = (right[week] ?? 0) + chanceOf(scores, answer);
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

function atQuantile(prior: readonly number[], quantile: number): number {
  let below = 0;
  const found = prior.findIndex((belief) => (below += belief) > quantile);
  return found === -1 ? prior.length - 1 : found;
}
