import { accounting } from '../../privacy/index.ts';
import { METRICS } from '../metrics.ts';
import { weekAfter } from '../period.ts';
import type { Books, Entry } from './books.ts';
import { capInTheWay } from './caps.ts';

/** Chance that the bounds below which allow one do not hold. */
export const DELTA = 1e-6;

const WEEKS = 52;
/** An upper bound it is in any case; this takes a tenth of a second at most. */
const PRECISION = { tolerance: 0.02, points: 2 ** 16 };

/** What reports add up to: each is an upper bound of what all of them together can reveal. */
export interface Account {
  readonly reports: number;
  /** Sum of the epsilons: basic composition, certain. */
  readonly basic: number;
  /** By concentrated differential privacy, but for a chance of `DELTA`; never above `basic`. */
  readonly concentrated: number;
  /** By privacy loss distributions, the sharpest of the three, but for a chance of `DELTA`. */
  readonly sharp: number;
}

/** @param epsilons of the reports */
export function accountOf(epsilons: readonly number[]): Account {
  if (epsilons.length === 0) return { reports: 0, basic: 0, concentrated: 0, sharp: 0 };
  const basic = accounting.basicComposition(epsilons.map((epsilon) => ({ epsilon, delta: 0 }))).epsilon;
  const rho = accounting.composedRho(epsilons.map(accounting.pureRho));
  const concentrated = Math.min(basic, accounting.zcdpEpsilon(rho, DELTA));
  const counts = new Map<number, number>();
  for (const epsilon of epsilons) counts.set(epsilon, (counts.get(epsilon) ?? 0) + 1);
  const uses = [...counts].map(([epsilon, count]) => ({
    mechanism: accounting.approximateDp(epsilon),
    count
  }));
  const { upper } = accounting.composedEpsilon(uses, DELTA, PRECISION);
  return { reports: epsilons.length, basic, concentrated, sharp: Math.min(concentrated, upper) };
}

/**
 * The lines that the ledger would get in the next 52 weeks if everything stayed switched as it is and the app was
 * opened each week, by the rules that hold for real ones.
 * @param period the first week
 */
export function forecast({ consents, ledger, caps }: Books, period: string): Entry[] {
  const lines: Entry[] = [];
  for (let week = 0; week < WEEKS; week++) {
    const next = weekAfter(period, week);
    for (const { id } of METRICS) {
      const consent = consents.find(({ metric }) => metric === id);
      const all = [...ledger, ...lines];
      if (!consent || all.some((entry) => entry.metric === id && entry.period >= next)) continue;
      if (capInTheWay(all, caps, next, consent.epsilon)) continue;
      lines.push({ metric: id, period: next, epsilon: consent.epsilon, at: 0, mechanism: '' });
    }
  }
  return lines;
}
