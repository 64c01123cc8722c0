import { accounting, SubsetSelection } from '../privacy/index.ts';
import { HIGHEST, LOWEST, OFF, type Budget } from './budgets.ts';
import { choiceOf, subsetOf, type Choice } from './metrics.ts';
import { numberedRng } from './numbered-rng.ts';
import { countsOf, sharesOf } from './population.ts';
import type { LabQuestion } from './question.ts';

/** What a service makes of everybody's reports, one entry for each answer; shares of the people. */
export interface Survey {
  readonly budget: Budget;
  readonly truth: readonly number[];
  readonly estimates: readonly number[];
  /** 95 in 100 of these hold the truth. */
  readonly intervals: readonly (readonly [low: number, high: number])[];
}

/** Standard errors on either side of an interval that holds the truth 95 times in 100. */
const REACH = -accounting.normalQuantile(0.025);

/** Draws what the reports of all people add up to, exactly, without a step for each of them. */
export function surveyOf(question: LabQuestion, budget: Budget): Survey {
  const choice = choiceOf(question.metric);
  const { people, draw } = question;
  const counts = countsOf(sharesOf(choice), people);
  const truth = counts.map((count) => count / people);
  if (budget === OFF)
    return { budget, truth, estimates: truth, intervals: truth.map((share) => [share, share]) };
  const mechanism = subsetOf(choice, budget);
  const rng = numberedRng(draw, `survey ${choice.id} ${budget} ${people}`);
  const { frequencies, intervals } = mechanism.estimate(mechanism.sampleAggregate(counts, rng));
  return { budget, truth, estimates: frequencies, intervals };
}

/**
 * How far the estimate of a share may be off, 95 times in 100: for an answer that one in k people give, which has the
 * mean variance of all answers.
 */
export function marginOf(choice: Choice, epsilon: Budget, people: number): number {
  return epsilon === OFF ? 0 : REACH * Math.sqrt(spreadOf(choice, epsilon) / people);
}

/** How many people it takes for that margin, rounded up. */
export function peopleFor(choice: Choice, epsilon: Budget, margin: number): number {
  return epsilon === OFF ? 1 : Math.ceil((REACH / margin) ** 2 * spreadOf(choice, epsilon));
}

/**
 * The smallest epsilon with that margin, rounded up to two figures.
 * @returns undefined where no epsilon up to 20 gives it
 */
export function epsilonFor(choice: Choice, people: number, margin: number): number | undefined {
  const holds = (epsilon: number) => marginOf(choice, epsilon, people) <= margin;
  if (!holds(HIGHEST)) return undefined;
  let low = LOWEST;
  let high = HIGHEST;
  if (holds(low)) return low;
  while (high / low > 1.001) {
    const middle = Math.sqrt(low * high);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  const unit = 10 ** (Math.floor(Math.log10(high)) - 1);
  return Number((Math.ceil(high / unit) * unit).toPrecision(2));
}

/** Kept, because curves and searches come back to the same budgets at every step of a slider. */
const spreads = new Map<string, number>();

/** Variance of the estimate from a single person. */
function spreadOf({ domain }: Choice, epsilon: number): number {
  const categories = domain.options.length;
  const key = `${categories} ${epsilon}`;
  const spread = spreads.get(key) ?? new SubsetSelection({ categories, epsilon }).variance(1, 1 / categories);
  spreads.set(key, spread);
  return spread;
}
