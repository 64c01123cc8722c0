import { accounting, SubsetSelection } from '../privacy/index.ts';
import { HIGHEST, LOWEST, OFF, type Budget } from './budgets.ts';
import { askedOf, hybridOf, isChoice, subsetOf, type Asked, type Choice, type Mean } from './metrics.ts';
import { numberedRng } from './numbered-rng.ts';
import { countsOf, PARTS, sharesOf } from './population.ts';
import type { LabQuestion } from './question.ts';

/**
 * What a service makes of everybody's reports: of a choice the share of the people behind each answer, of a mean one
 * entry, the average as a share of the scale.
 */
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
  const asked = askedOf(question.metric);
  const { people, draw } = question;
  const counts = countsOf(sharesOf(asked), people);
  const truth = isChoice(asked) ? counts.map((count) => count / people) : [averageOf(counts)];
  if (budget === OFF)
    return { budget, truth, estimates: truth, intervals: truth.map((share) => [share, share]) };
  const rng = numberedRng(draw, `survey ${asked.id} ${budget} ${people}`);
  if (!isChoice(asked)) return { budget, truth, ...averageAt(asked, budget, counts, rng) };
  const mechanism = subsetOf(asked, budget);
  const { frequencies, intervals } = mechanism.estimate(mechanism.sampleAggregate(counts, rng));
  return { budget, truth, estimates: frequencies, intervals };
}

/** @param counts of the people with each number of parts */
function averageOf(counts: readonly number[]): number {
  const people = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count, parts) => sum + count * parts, 0) / (PARTS * people);
}

function averageAt(
  mean: Mean,
  epsilon: number,
  counts: readonly number[],
  rng: ReturnType<typeof numberedRng>
): Pick<Survey, 'estimates' | 'intervals'> {
  const mechanism = hybridOf(mean, epsilon);
  const points = new Array<number>(mechanism.inputs).fill(0);
  counts.forEach((count, parts) => (points[(parts * mechanism.grid.steps) / PARTS] = count));
  const people = counts.reduce((sum, count) => sum + count, 0);
  const average = (mechanism.estimate(mechanism.sampleAggregate(points, rng)).value + 1) / 2;
  const margin = marginOf(mean, epsilon, people);
  return { estimates: [average], intervals: [[average - margin, average + margin]] };
}

/**
 * How far an estimate may be off, 95 times in 100. Of a choice for an answer that one in k people give, which has the
 * mean variance of all answers; of an average, as a share of the scale, where the noise is largest.
 */
export function marginOf(asked: Asked, epsilon: Budget, people: number): number {
  return epsilon === OFF ? 0 : REACH * Math.sqrt(spreadOf(asked, epsilon) / people);
}

/** How many people it takes for that margin, rounded up. */
export function peopleFor(asked: Asked, epsilon: Budget, margin: number): number {
  return epsilon === OFF ? 1 : Math.ceil((REACH / margin) ** 2 * spreadOf(asked, epsilon));
}

/**
 * The smallest epsilon with that margin, rounded up to two figures.
 * @returns undefined where no epsilon up to 20 gives it
 */
export function epsilonFor(asked: Asked, people: number, margin: number): number | undefined {
  const holds = (epsilon: number) => marginOf(asked, epsilon, people) <= margin;
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
function spreadOf(asked: Asked, epsilon: number): number {
  const key = `${asked.id} ${epsilon}`;
  const spread =
    spreads.get(key) ?? (isChoice(asked) ? choiceSpread(asked, epsilon) : meanSpread(asked, epsilon));
  spreads.set(key, spread);
  return spread;
}

function choiceSpread(choice: Choice, epsilon: number): number {
  const categories = choice.domain.options.length;
  return new SubsetSelection({ categories, epsilon }).variance(1, 1 / categories);
}

/**
 * Largest at an end of the scale or in its middle, because it is a parabola; a share of the scale, squared. It wavers
 * above epsilon 5, as the mechanism itself does: its window of m / e^(epsilon / 2) points of the grid is then a few wide,
 * and whole.
 */
function meanSpread(mean: Mean, epsilon: number): number {
  const mechanism = hybridOf(mean, epsilon);
  return Math.max(...[-1, 0, 1].map((end) => mechanism.variance(1, end))) / 4;
}
