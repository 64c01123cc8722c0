import type { HybridMean, SubsetSelection } from '../privacy/index.ts';
import { fromUnit, mechanismOf, toUnit } from './mechanism.ts';
import type { Metric } from './metrics.ts';
import type { Report } from './report.ts';

/** What a report says about one answer that somebody may have. */
export interface Odds {
  /** As `trueAnswer` gives it. */
  readonly answer: number;
  readonly yours: boolean;
  /** Whether the report names it; always false for a mean. */
  readonly named: boolean;
  /**
   * Of a choice, how likely somebody with this answer sends a report that names yours. Of a mean, how likely they send
   * a number of the upper half.
   */
  readonly chance: number;
  /** What somebody believes who held all answers listed here for equally likely: before the report, and after. */
  readonly before: number;
  readonly after: number;
}

/** Answers to a mean that are compared with yours, as shares of the scale. */
const LANDMARKS = [0, 0.25, 0.5, 0.75, 1];

/** The odds of every answer to a choice, or of some answers to a mean, in the order of the scale. */
export function oddsOf(metric: Metric, epsilon: number, truth: number, value: Report['value']): Odds[] {
  const made = mechanismOf(metric, epsilon);
  if (made.kind === 'choice')
    return typeof value === 'number' ? [] : oddsOfChoice(made.mechanism, truth, value);
  return typeof value === 'number' ? oddsOfMean(made, truth, value) : [];
}

function oddsOfChoice(mechanism: SubsetSelection, truth: number, report: readonly number[]): Odds[] {
  const { inputs, supportTrue, supportOther } = mechanism;
  const prior = new Array<number>(inputs).fill(1 / inputs);
  return mechanism.posterior(report, prior).map((after, answer) => ({
    answer,
    yours: answer === truth,
    named: mechanism.supports(report, answer),
    chance: (answer === truth ? supportTrue : supportOther).toNumber(),
    before: 1 / inputs,
    after
  }));
}

function oddsOfMean(
  { mechanism, low, high }: { mechanism: HybridMean; low: number; high: number },
  truth: number,
  report: number
): Odds[] {
  const { steps } = mechanism.grid;
  const own = Math.round(((toUnit(truth, { low, high }) + 1) / 2) * steps);
  const points = [...new Set([own, ...LANDMARKS.map((share) => share * steps)])].sort((a, b) => a - b);
  const prior = Array.from({ length: mechanism.inputs }, (_, point) =>
    points.includes(point) ? 1 / points.length : 0
  );
  const after = mechanism.posterior(report, prior);
  const upper = [...mechanism.outputs()].filter((output) => mechanism.decode(output).toNumber() > 0);
  return points.map((point) => ({
    answer: fromUnit(mechanism.value(point), { low, high }),
    yours: point === own,
    named: false,
    chance: upper.reduce((sum, output) => sum + mechanism.probability(output, point).toNumber(), 0),
    before: 1 / points.length,
    after: after[point] ?? 0
  }));
}
