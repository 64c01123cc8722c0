import { weekAfter } from '../period.ts';
import type { Entry } from './books.ts';

/** The most that all reports together may spend; epsilons add up. */
export interface Caps {
  /** About one period. */
  readonly week: number;
  /** About any 52 weeks on end. */
  readonly year: number;
}

export const DEFAULT_CAPS: Caps = { week: 4, year: 100 };

/** What a person may set. */
export const CAP_RANGES: Readonly<Record<keyof Caps, { low: number; high: number }>> = {
  week: { low: 0.1, high: 16 },
  year: { low: 1, high: 400 }
};

const WEEKS_IN_YEAR = 52;
/** Sums of decimal fractions miss by less. */
const ROUNDING = 1e-9;

/** Epsilon that was spent about a period. */
export function spentInWeek(ledger: readonly Entry[], period: string): number {
  return sum(ledger.filter((entry) => entry.period === period));
}

/**
 * Epsilon that was spent about a period and the 51 before it. Later periods count too, which there are only after the
 * clock was set back: so the cap holds for any 52 weeks on end.
 */
export function spentInYear(ledger: readonly Entry[], period: string): number {
  // Weeks sort as texts.
  const first = weekAfter(period, 1 - WEEKS_IN_YEAR);
  return sum(ledger.filter((entry) => entry.period >= first));
}

/** The cap that one more report would go over, the shorter first; undefined where both allow it. */
export function capInTheWay(
  ledger: readonly Entry[],
  caps: Caps,
  period: string,
  epsilon: number
): keyof Caps | undefined {
  if (spentInWeek(ledger, period) + epsilon > caps.week + ROUNDING) return 'week';
  if (spentInYear(ledger, period) + epsilon > caps.year + ROUNDING) return 'year';
  return undefined;
}

function sum(entries: readonly Entry[]): number {
  return entries.reduce((total, { epsilon }) => total + epsilon, 0);
}
