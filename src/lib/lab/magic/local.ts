import { SubsetSelection, type Rng } from '../../privacy/index.ts';
import { sparseOf, type Sparse } from './algebra.ts';
import type { Listeners } from './listeners.ts';

/** What a service holds after every play was told through local noise. */
export interface Noised {
  /** Of each listener while tuning, and what the play before the tested one adds. */
  past: readonly Sparse[];
  tuned: readonly Sparse[];
  /** Estimated share of each item in all plays. */
  popularity: Float64Array;
}

/** Steps of expectation and maximisation; more of them follow the noise where the budget is small. */
const STEPS = 20;

/** What is less likely to have been played says no more than the popularity, and costs time. */
const LEAST = 0.02;

/**
 * Every play told by subset selection, which is the best local mechanism for one of k (Ye and Barg 2018), and the best
 * use of it that we know: popularity by maximum likelihood (EM) from everybody's reports, then for each report what the
 * play was, by Bayes' rule with that popularity as prior. A listener is the sum of these.
 */
export function noiseLocally({ items, all }: Listeners, epsilon: number, rng: Rng): Noised {
  const mechanism = new SubsetSelection({ categories: items, epsilon });
  const tell = (item: number) => Int32Array.from(mechanism.randomize(item, rng));
  const past = all.map((listener) => listener.past.map(tell));
  const tuned = all.map((listener) => tell(listener.tuned));
  const ratio = mechanism.ratio.toNumber();
  const popularity = likeliestShares(past.flat(), items, ratio);
  const sum = (reports: readonly Int32Array[]) => {
    const row = new Float64Array(items);
    for (const report of reports) addPosterior(row, report, popularity, ratio);
    return sparseOf(row.map((chance) => (chance < LEAST ? 0 : chance)));
  };
  return { past: past.map(sum), tuned: tuned.map((report) => sum([report])), popularity };
}

/** Adds the posterior of what lies in the report; outside of it, it is the prior times one factor, which says nothing. */
function addPosterior(row: Float64Array, report: Int32Array, prior: Float64Array, ratio: number): void {
  const inside = massOf(report, prior);
  const whole = ratio * inside + 1 - inside;
  for (const item of report) row[item] = (row[item] ?? 0) + (ratio * (prior[item] ?? 0)) / whole;
}

function massOf(report: Int32Array, shares: Float64Array): number {
  let mass = 0;
  for (let i = 0; i < report.length; i++) mass += shares[report[i] ?? 0] ?? 0;
  return mass;
}

function likeliestShares(reports: readonly Int32Array[], items: number, ratio: number): Float64Array {
  let shares = new Float64Array(items).fill(1 / items);
  for (let step = 0; step < STEPS; step++) {
    const next = new Float64Array(items);
    let outside = 0;
    for (const report of reports) {
      const inside = massOf(report, shares);
      const factor = 1 / (ratio * inside + 1 - inside);
      outside += factor;
      // What lies outside is added to all at once below.
      const more = factor * (ratio - 1);
      for (let i = 0; i < report.length; i++) {
        const item = report[i] ?? 0;
        next[item] = (next[item] ?? 0) + more * (shares[item] ?? 0);
      }
    }
    for (let item = 0; item < items; item++)
      next[item] = ((next[item] ?? 0) + outside * (shares[item] ?? 0)) / reports.length;
    shares = next;
  }
  return shares;
}
