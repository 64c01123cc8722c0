import type { HybridMean } from '../privacy/index.ts';
import { HUNDREDTHS } from './alternatives.ts';
import type { Law } from './law.ts';
import { hybridOf, type Mean } from './metrics.ts';

/** @param answers that are reckoned with, hundredths of the scale */
export function meanLaw(mean: Mean, epsilon: number, answers: readonly number[]): Law {
  const mechanism = hybridOf(mean, epsilon);
  const columns = answers.map((answer) => columnOf(mechanism, answer));
  return {
    draw: (answer, rng) => mechanism.randomize(unitOf(answer), rng),
    logLikelihoods: (report) => columns.map((column) => Math.log(column[Number(report)] ?? 0)),
    guessRate: (prior) =>
      [...mechanism.outputs()].reduce(
        (sum, report) =>
          sum + Math.max(...columns.map((column, n) => (prior[n] ?? 0) * (column[report] ?? 0))),
        0
      ),
    telling: tellingOf(mechanism)
  };
}

/** What a report stands for, as a share of the scale; outside of 0 ... 1 more often than not. */
export function saidBy(mechanism: HybridMean, report: number): number {
  return tablesOf(mechanism).says[report] ?? NaN;
}

/** How often somebody with this answer sends a number from the upper half of the scale, or beyond it. */
export function upperChance(mechanism: HybridMean, answer: number): number {
  return columnOf(mechanism, answer).reduce(
    (sum, chance, report) => sum + (saidBy(mechanism, report) > 0.5 ? chance : 0),
    0
  );
}

/** An answer on the mechanism's own scale, -1 ... 1. */
export function unitOf(answer: number): number {
  return (2 * answer) / HUNDREDTHS - 1;
}

/** Of a mechanism, worked out from its fractions once, because every panel asks for the same few. */
interface Tables {
  /** What each report stands for. */
  readonly says: readonly number[];
  /** P(report | answer) of every report, by the answer. */
  readonly columns: Map<number, readonly number[]>;
}

const known = new WeakMap<HybridMean, Tables>();

function tablesOf(mechanism: HybridMean): Tables {
  const found = known.get(mechanism);
  if (found) return found;
  const says = [...mechanism.outputs()].map((report) => (mechanism.decode(report).toNumber() + 1) / 2);
  const made = { says, columns: new Map<number, readonly number[]>() };
  known.set(mechanism, made);
  return made;
}

/** An answer between two points of the grid is rounded to either by chance. */
function columnOf(mechanism: HybridMean, answer: number): readonly number[] {
  const { columns } = tablesOf(mechanism);
  const found = columns.get(answer);
  if (found) return found;
  const { point, rest } = mechanism.grid.split(unitOf(answer));
  const at = (report: number, of: number) => mechanism.probability(report, of).toNumber();
  const column = [...mechanism.outputs()].map((report) =>
    rest === 0 ? at(report, point) : (1 - rest) * at(report, point) + rest * at(report, point + 1)
  );
  columns.set(answer, column);
  return column;
}

/**
 * The ends of the scale are easiest to tell apart: Duchi's bit leans most there, and the windows of the piecewise
 * mechanism do not meet. Either way a report is e^epsilon times as likely under one of them, or equally likely.
 */
function tellingOf(mechanism: HybridMean): Law['telling'] {
  const low = columnOf(mechanism, 0);
  const high = columnOf(mechanism, HUNDREDTHS);
  const told = new Map<number, { p: number; q: number }>();
  low.forEach((q, report) => {
    const p = high[report] ?? 0;
    const which = Math.abs(p - q) < 1e-12 ? 0 : Math.sign(p - q);
    const sum = told.get(which) ?? { p: 0, q: 0 };
    told.set(which, { p: sum.p + p, q: sum.q + q });
  });
  return [...told.values()];
}
