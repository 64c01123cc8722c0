import type { AnyLocalMechanism } from '../mechanisms/mechanism.ts';
import type { Rng } from '../samplers/rng.ts';
import { lowerBound, upperBound } from '../statistics/clopper-pearson.ts';
import { type Feature, featuresFor, wholeReport } from './features.ts';

export interface AuditOptions<Report> {
  /** Reports drawn for each of the two inputs; half of them choose the event, half test it. At least 4. */
  draws: number;
  /** Probability with which the bound holds; 0.95 if not given. */
  confidence?: number;
  /** What to look at; the best one counts. The whole report if not given. */
  features?: readonly Feature<Report>[];
}

export interface AuditResult {
  /** With the stated confidence, the true epsilon of this pair of inputs is at least this (nats). */
  epsilon: number;
  confidence: number;
  draws: number;
  /** How often the event was seen under either input, of draws / 2 each. */
  hits: readonly [likelier: number, other: number];
}

/** Reports with one value of a feature, under either input. */
type Counts = [under: number, other: number];

/**
 * A lower bound on epsilon from running the sampler: an epsilon-DP mechanism has P(S | a) <= e^epsilon P(S | b) for
 * every event S. A quarter of the draws ranks the values of each feature by their likelihood ratio, another quarter
 * chooses how many of the first make up S; the other half, independent of the choice, bounds both probabilities
 * (Clopper-Pearson, half of the risk each), and epsilon >= ln(lower P(S | a) / upper P(S | b)). The bound holds
 * whatever the mechanism says about itself, because nothing but its `randomize` is asked.
 */
export function audit<Value, Report>(
  mechanism: { randomize(value: Value, rng: Rng): Report },
  [a, b]: readonly [Value, Value],
  rng: Rng,
  { draws, confidence = 0.95, features = [wholeReport] }: AuditOptions<Report>
): AuditResult {
  const quarter = Math.floor(draws / 4);
  const collect = (value: Value) => Array.from({ length: quarter }, () => mechanism.randomize(value, rng));
  const ranking = [collect(a), collect(b)] as const;
  const choosing = [collect(a), collect(b)] as const;
  const best = features
    .map((feature) => ({ feature, ranked: countBy(feature, ranking), chosen: countBy(feature, choosing) }))
    .flatMap(({ feature, ranked, chosen }) =>
      ([0, 1] as const).map((likelier) => ({ feature, likelier, ...chooseEvent(ranked, chosen, likelier) }))
    )
    .reduce((first, second) => (second.score > first.score ? second : first));

  const half = 2 * quarter;
  const count = (value: Value) => {
    let hits = 0;
    for (let i = 0; i < half; i++) {
      if (best.event.has(best.feature(mechanism.randomize(value, rng)))) hits++;
    }
    return hits;
  };
  const hits = [count(best.likelier === 0 ? a : b), count(best.likelier === 0 ? b : a)] as const;
  const risk = (1 - confidence) / 2;
  const epsilon = Math.log(lowerBound(hits[0], half, risk) / upperBound(hits[1], half, risk));
  return { epsilon: Math.max(0, epsilon), confidence, draws: 4 * quarter, hits };
}

/** The audit of a local mechanism for two of its inputs, with the features that suit it. */
export function auditInputs(
  mechanism: AnyLocalMechanism,
  a: number,
  b: number,
  rng: Rng,
  options: Omit<AuditOptions<unknown>, 'features'>
): AuditResult {
  const pair = [mechanism.value(a) as unknown, mechanism.value(b) as unknown] as const;
  return audit(mechanism, pair, rng, { ...options, features: featuresFor(mechanism, a, b) });
}

function countBy<Report>(
  feature: Feature<Report>,
  sides: readonly (readonly Report[])[]
): Map<string | number, Counts> {
  const table = new Map<string | number, Counts>();
  for (const [side, reports] of sides.entries()) {
    for (const report of reports) {
      const key = feature(report);
      let counts = table.get(key);
      if (!counts) table.set(key, (counts = [0, 0]));
      if (side === 0) counts[0]++;
      else counts[1]++;
    }
  }
  return table;
}

/** Standard errors by which a count is distrusted when events are compared. */
const CAUTION = 3;

/** The set of values, taken by falling ratio in one sample, whose cautious log ratio in the other is largest. */
function chooseEvent(
  ranked: ReadonlyMap<string | number, Counts>,
  chosen: ReadonlyMap<string | number, Counts>,
  likelier: 0 | 1
): { event: Set<string | number>; score: number } {
  const ratio = (counts: Counts) => (counts[likelier] + 1) / (counts[likelier === 0 ? 1 : 0] + 1);
  const keys = [...ranked].sort(([, x], [, y]) => ratio(y) - ratio(x)).map(([key]) => key);
  let here = 0;
  let there = 0;
  let taken = 0;
  let score = -Infinity;
  for (const [i, key] of keys.entries()) {
    const counts = chosen.get(key);
    here += counts?.[likelier] ?? 0;
    there += counts?.[likelier === 0 ? 1 : 0] ?? 0;
    const low = here - CAUTION * Math.sqrt(here);
    const high = there + CAUTION * Math.sqrt(there) + CAUTION * CAUTION;
    if (low > 0 && Math.log(low / high) > score) {
      score = Math.log(low / high);
      taken = i + 1;
    }
  }
  return { event: new Set(keys.slice(0, taken)), score };
}
