import type { Rational } from '../rational.ts';
import type { Rng } from '../samplers/rng.ts';

/**
 * Which data sets count as neighbours: `replace` exchanges one person's value for another, `add-remove` takes one
 * person in or out. For a local mechanism, where one report is the whole output, it is always `replace`.
 */
export type Relation = 'replace' | 'add-remove';

/** A bound on ln(P(output | data) / P(output | neighbouring data)), in nats. */
export interface Epsilon<R extends Relation = Relation> {
  readonly value: number;
  readonly relation: R;
}

/** An estimated number. */
export interface Estimate {
  readonly value: number;
  /** Standard deviation of `value` that the noise causes. */
  readonly standardError: number;
  /** Two-sided, by the normal approximation, not projected. */
  readonly interval: readonly [low: number, high: number];
}

export interface EstimateOptions {
  /** Of the intervals; 0.95 if not given. */
  confidence?: number;
}

/** What every mechanism of this room can do; `Total` is what a service adds up. */
export interface Mechanism<Value, Report, Total, Result> {
  readonly name: string;
  readonly epsilon: Epsilon;
  /** Length of one report. */
  readonly bits: number;
  /** A report about one value, drawn exactly. @throws RangeError for a value outside its domain. */
  randomize(value: Value, rng: Rng): Report;
  /** Unbiased. */
  estimate(reports: Iterable<Report> | Total, options?: EstimateOptions): Result;
  /** Variance of the estimate from n reports when its true value is `truth` (a frequency, a mean). */
  variance(n: number, truth: number): number;
  /** What somebody who believed `prior` (one number for each input) believes after seeing the report. */
  posterior(report: Report, prior: readonly number[]): number[];
  /**
   * The total of everybody's reports, where counts[i] people have input i: the same law as randomizing for
   * each of them, drawn exactly, in time that hardly depends on how many they are.
   */
  sampleAggregate(counts: readonly number[], rng: Rng): Total;
}

/** A mechanism that each person runs on their own device, with finitely many inputs and outputs. */
export interface LocalMechanism<Value, Report, Total, Result> extends Mechanism<
  Value,
  Report,
  Total,
  Result
> {
  readonly epsilon: Epsilon<'replace'>;
  /** Number of inputs, which are numbered from 0. */
  readonly inputs: number;
  /** The value that input i stands for. */
  value(input: number): Value;
  tally(reports: Iterable<Report>): Total;
  /** P(report | input), exact. */
  probability(report: Report, input: number): Rational;
  /** Like `posterior`, after several independent reports about one and the same input. */
  posteriorOfTally(tally: Total, prior: readonly number[]): number[];
  /** Every possible report once. */
  outputs(): Iterable<Report>;
  /**
   * The reports in classes within which each has the same probability under input a, and the same under input
   * b: one of each class, and the size of the class.
   */
  classes(a: number, b: number): Iterable<{ report: Report; size: bigint }>;
}

/** Any local mechanism, whatever its reports look like. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- reports go in as they came out
export type AnyLocalMechanism = LocalMechanism<any, any, any, any>;
