import { chooseFastest, median, quantile, type InterleavedOptions } from '../calibration.ts';
import type { Rung, RungName } from '../encoding/encoder.ts';
import type { EncoderWeights } from '../encoding/weights.ts';
import { climb, probe, type Built, type Missing } from './climb.ts';
import { referenceFor } from './reference.ts';
import { costOf, timeBuilt } from './timing.ts';

/** What a rung takes on this device; times in ms. */
export interface RungFigures {
  name: RungName;
  /** With what the engine reports. */
  description: string;
  /** Measured, but not to be chosen. */
  isSoftware: boolean;
  build: number;
  first: number;
  p50: number;
  p95: number;
  /** Calls that were timed. */
  n: number;
  /** Of weights and intermediate results. */
  bytes: number;
  /** Against float64, relative. */
  error: number;
  /** Of the 20 best items, how many are float64's. */
  overlap: number;
}

export interface RungReports {
  rungs: (RungFigures | Missing)[];
  /** The one that the ladder would take. */
  chosen?: RungName;
}

/** Builds every rung there is, and times all of them on the same full window. */
export async function measureRungs(
  rungs: readonly Rung[],
  weights: EncoderWeights,
  options: InterleavedOptions & { onBuild?: (rung: RungName) => void }
): Promise<RungReports> {
  const { now, signal, onBuild } = options;
  const reference = await referenceFor(weights);
  const results: (Built | Missing)[] = [];
  try {
    for (const rung of rungs) {
      signal?.throwIfAborted();
      onBuild?.(rung.name);
      const found = await probe(rung);
      results.push('routes' in found ? await climb(found, { weights, reference, now }) : found);
    }
    const built = results.filter((result) => 'encoder' in result);
    const timed = await timeBuilt(built, reference, options);
    const figures = results.map((result): RungFigures | Missing => {
      if (!('encoder' in result)) return result;
      const { name, encoder, route, build, first, verdict } = result;
      const samples = timed.get(name);
      if (typeof samples !== 'object') return { name, problem: `It failed while it was timed: ${samples}` };
      const { times, calls } = samples;
      return {
        name,
        description: encoder.description,
        isSoftware: route.isSoftware,
        build,
        first,
        p50: median(times),
        p95: quantile(times, 0.95),
        n: times.length * calls,
        bytes: encoder.bytes,
        error: verdict.error,
        overlap: verdict.overlap
      };
    });
    const costs = new Map<RungName, number>();
    for (const figure of figures) {
      if ('p50' in figure && !figure.isSoftware) costs.set(figure.name, costOf(figure.p50, figure));
    }
    const chosen = chooseFastest(costs);
    return { rungs: figures, ...(chosen ? { chosen } : {}) };
  } finally {
    for (const result of results) if ('encoder' in result) result.encoder.dispose();
  }
}
