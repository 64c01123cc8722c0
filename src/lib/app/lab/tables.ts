import {
  alternativesOf,
  askedOf,
  epsilonFor,
  isChoice,
  marginOf,
  nameHundredths,
  OFF,
  peopleFor,
  placeOf,
  posteriorOf,
  priorOf,
  reachOf,
  type LabQuestion,
  type Leaving
} from '$lib/lab/index.ts';
import type { ChartTable } from '../charts/index.ts';
import {
  describeBudget,
  formatBound,
  formatChance,
  formatFactor,
  formatMargin,
  formatOdds,
  formatPeople,
  formatShareOf,
  nameBudget
} from './words.ts';

/** A suspicion to measure budgets by. */
const SUSPICION = 0.1;

/** What each budget means, whatever is asked. */
export function budgetsTable({ budgets }: LabQuestion): ChartTable {
  return {
    columns: ['Budget', 'In words', 'Odds can change', `A suspicion of ${formatChance(SUSPICION)} grows to`],
    rows: budgets.map((budget) => [
      nameBudget(budget),
      describeBudget(budget),
      budget === OFF ? 'without limit' : `${formatFactor(budget)} at most`,
      budget === OFF ? 'certainty' : `${formatBound(reachOf(SUSPICION, budget).most, 'most')} at most`
    ])
  };
}

export function leavingTable(question: LabQuestion, leaving: readonly Leaving[]): ChartTable {
  const asked = askedOf(question.metric);
  const content = isChoice(asked)
    ? ['Marked answers', 'Yours is marked', 'Any other one is marked']
    : ['Stands for', 'Above 50\u202f% for yours', 'Above 50\u202f% for the farther end'];
  return {
    columns: ['Budget', ...content, 'Bits', 'Bytes sent'],
    rows: leaving.map((one) => [
      nameBudget(one.budget),
      ...(one.kind === 'choice'
        ? [
            one.marked
              .map((option) => (isChoice(asked) ? asked.domain.options[option] : undefined) ?? '')
              .join('; '),
            formatChance(one.truth),
            formatChance(one.other)
          ]
        : [
            formatShareOf(one.says),
            formatChance(one.upper),
            `${formatChance(one.farther.upper)} (${nameHundredths(one.farther.answer)})`
          ]),
      String(one.bits),
      String(one.bytes)
    ])
  };
}

/** Chances in 100 of every answer, before and after each report. */
export interface BeliefTable extends ChartTable {
  /** Row of the true answer, and of what the attacker holds likeliest after each report. */
  answer: number;
  likeliest: readonly (readonly number[])[];
  /** One sentence for each budget about the true answer. */
  sentences: readonly { budget: string; words: string }[];
}

export function beliefTable(question: LabQuestion, leaving: readonly Leaving[]): BeliefTable {
  const alternatives = alternativesOf(question);
  const answer = placeOf(alternatives, question.answer);
  const prior = priorOf(question);
  const after = leaving.map((one) => posteriorOf(question, one));
  const before = prior[answer] ?? 0;
  return {
    columns: ['Answer', 'Before', ...leaving.map(({ budget }) => nameBudget(budget))],
    rows: alternatives.map(({ name }, place) => [
      name,
      inHundred(prior[place] ?? 0),
      ...after.map((beliefs) => inHundred(beliefs[place] ?? 0))
    ]),
    answer,
    likeliest: after.map(likeliestOf),
    sentences: leaving.map(({ budget }, n) => {
      const now = after[n]?.[answer] ?? 0;
      const { least, most } = reachOf(before, budget);
      const bounds =
        budget === OFF
          ? ''
          : ` No report at this budget can bring it below ${formatBound(least, 'least')} or above ${formatBound(most, 'most')}.`;
      return {
        budget: nameBudget(budget),
        words: `Your answer: odds of ${formatOdds(before)} before, ${formatOdds(now)} after this report.${bounds}`
      };
    })
  };
}

/** What it takes to be that exact, both ways. */
export function demandTable(question: LabQuestion): ChartTable {
  const { budgets, people, margin, metric } = question;
  const asked = askedOf(metric);
  return {
    columns: ['Budget', `With ${formatPeople(people)} people`, `People needed for ${formatMargin(margin)}`],
    rows: budgets.map((budget) => [
      nameBudget(budget),
      formatMargin(marginOf(asked, budget, people)),
      budget === OFF ? 'each of them' : formatPeople(peopleFor(asked, budget, margin))
    ])
  };
}

/** The answer to “I need so many points: which epsilon?” */
export function describeDemand({ metric, people, margin }: LabQuestion): string {
  const epsilon = epsilonFor(askedOf(metric), people, margin);
  const crowd = `${formatPeople(people)} people`;
  if (epsilon === undefined)
    return `No budget up to ε 20 gives ${formatMargin(margin)} with ${crowd}: more of them must answer.`;
  const judged = describeBudget(epsilon).toLowerCase();
  return `For ${formatMargin(margin)} with ${crowd}, ε ${epsilon} is enough: ${judged}.`;
}

/** Rows of the largest belief: several where they are equal but for rounding. */
function likeliestOf(beliefs: readonly number[]): number[] {
  const most = Math.max(...beliefs) * (1 - 1e-9);
  return [...beliefs.keys()].filter((row) => (beliefs[row] ?? 0) >= most);
}

function inHundred(chance: number): string {
  if (chance === 0 || chance === 1) return chance === 0 ? '0' : '100';
  const hundred = chance * 100;
  return hundred < 0.1 ? '< 0.1' : hundred > 99.9 ? '> 99.9' : hundred.toFixed(1);
}
