import { checkEpsilon } from '../exp-rational.ts';
import type { Rng } from '../samplers/rng.ts';
import { Rational } from '../rational.ts';
import { twoSidedQuantile } from '../special/normal.ts';
import { Grid } from './grid.ts';
import type { Epsilon, Estimate, EstimateOptions, LocalMechanism } from './mechanism.ts';
import { bayes } from './posterior.ts';
import { checkCounts, sum } from './counts.ts';

/** How often each output was reported. */
export interface OutputTally {
  readonly people: number;
  readonly counts: readonly number[];
}

export interface MeanOptions {
  epsilon: number;
  /** Gaps of the grid in [-1, 1] to which values are rounded without bias; a power of two, 256 if not given. */
  steps?: number;
}

const DEFAULT_STEPS = 256;

/**
 * A bounded number x in [-1, 1], reported as one of finitely many outputs, each of which stands for a number whose
 * mean over the mechanism's randomness is exactly x. The value is first rounded to a grid, so that every
 * probability is a fraction.
 */
export abstract class MeanMechanism implements LocalMechanism<number, number, OutputTally, Estimate> {
  abstract readonly name: string;
  abstract readonly bits: number;
  readonly grid: Grid;
  readonly epsilon: Epsilon<'replace'>;
  /** Number of outputs, which are the integers from 0. */
  abstract readonly outcomes: number;

  protected constructor({ epsilon, steps = DEFAULT_STEPS }: MeanOptions) {
    checkEpsilon(epsilon);
    this.grid = new Grid(steps);
    this.epsilon = { value: epsilon, relation: 'replace' };
  }

  abstract probability(report: number, point: number): Rational;
  /** The number that a report stands for. */
  abstract decode(report: number): Rational;
  /** E[decode(report)^2] for a point of the grid, exact. */
  abstract secondMoment(point: number): Rational;
  abstract drawFor(point: number, rng: Rng): number;
  /** How often each output comes up when counts[i] people are at point i. */
  abstract drawAll(counts: readonly number[], rng: Rng): number[];

  get inputs(): number {
    return this.grid.points;
  }

  value(input: number): number {
    return this.grid.value(input);
  }

  randomize(x: number, rng: Rng): number {
    return this.drawFor(this.grid.round(x, rng), rng);
  }

  *outputs(): Iterable<number> {
    for (let report = 0; report < this.outcomes; report++) yield report;
  }

  *classes(): Iterable<{ report: number; size: bigint }> {
    for (const report of this.outputs()) yield { report, size: 1n };
  }

  tally(reports: Iterable<number>): OutputTally {
    const counts = new Array<number>(this.outcomes).fill(0);
    let people = 0;
    for (const report of reports) {
      people++;
      counts[report] = (counts[report] ?? 0) + 1;
    }
    return { people, counts };
  }

  /**
   * The mean of what the reports stand for. Its standard error is the sample's own, which contains the spread
   * of the values besides the noise; so the interval also holds for those from whom these people were drawn.
   */
  estimate(reports: Iterable<number> | OutputTally, options: EstimateOptions = {}): Estimate {
    const { people, counts } = 'counts' in reports ? reports : this.tally(reports);
    if (people === 0) throw new RangeError('no reports to estimate from');
    let total = 0;
    let squares = 0;
    for (const [report, count] of counts.entries()) {
      const x = this.decode(report).toNumber();
      total += count * x;
      squares += count * x * x;
    }
    const value = total / people;
    const standardError = Math.sqrt(Math.max(0, squares / people - value * value) / people);
    const reach = twoSidedQuantile(options.confidence ?? 0.95) * standardError;
    return { value, standardError, interval: [value - reach, value + reach] };
  }

  /** (E[report^2] - x^2) / n when everybody has the value x; off the grid, rounding to it is part of it. */
  variance(n: number, x: number): number {
    const { point, rest } = this.grid.split(x);
    const at = (i: number) => this.secondMoment(Math.min(i, this.grid.steps)).toNumber();
    return ((1 - rest) * at(point) + (rest === 0 ? 0 : rest * at(point + 1)) - x * x) / n;
  }

  /** @param prior one number for each point of the grid. */
  posterior(report: number, prior: readonly number[]): number[] {
    return this.posteriorOfTally(this.tally([report]), prior);
  }

  posteriorOfTally({ counts }: OutputTally, prior: readonly number[]): number[] {
    const seen = [...counts.entries()].filter(([, count]) => count > 0);
    return bayes(prior, this.inputs, (point) =>
      seen.reduce(
        (log, [report, count]) => log + count * Math.log(this.probability(report, point).toNumber()),
        0
      )
    );
  }

  sampleAggregate(counts: readonly number[], rng: Rng): OutputTally {
    checkCounts(counts, this.inputs);
    return { people: sum(counts), counts: this.drawAll(counts, rng) };
  }
}
