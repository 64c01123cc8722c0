import { chooseFastest, type InterleavedOptions } from '../calibration.ts';
import type { Rung, RungName } from '../encoding/encoder.ts';
import type { EncoderWeights } from '../encoding/weights.ts';
import type { Memory } from '../memory.ts';
import type { Missing } from '../missing.ts';
import { callTimes, type CallTimes } from '../timing.ts';
import { deviceKey, modelHash, type Choice } from './choice.ts';
import { climb, eligible, probe, type Built } from './climb.ts';
import { referenceFor } from './reference.ts';
import { costOf, timeBuilt } from './timing.ts';

/** What a rung takes on this device; times in ms. */
export interface RungFigures extends CallTimes {
  name: RungName;
  /** With what the engine reports. */
  description: string;
  /** Measured, but not to be chosen. */
  isSoftware: boolean;
  build: number;
  first: number;
  /** Of weights and intermediate results. */
  bytes: number;
  /** Against float64, relative. */
  error: number;
  /** Of the 20 best items, how many are float64's. */
  overlap: number;
}

export interface RungReports {
  rungs: (RungFigures | Missing<RungName>)[];
  /** The one that the ladder takes from now on. */
  chosen?: RungName;
}

export interface MeasureOptions extends InterleavedOptions {
  /** As of the ladder, which goes by what is measured here. */
  browser: string;
  memory: Memory<Choice>;
  onBuild?: (rung: RungName) => void;
}

/** Builds every rung there is, software adapters too, and times all of them on the same full window. */
export async function measureRungs(
  rungs: readonly Rung[],
  weights: EncoderWeights,
  options: MeasureOptions
): Promise<RungReports> {
  const { now, browser, memory, onBuild } = options;
  const reference = await referenceFor(weights);
  const found = await Promise.all(rungs.map(probe));
  const results: (Built | Missing<RungName>)[] = [];
  try {
    for (const rung of found) {
      onBuild?.(rung.name);
      results.push('routes' in rung ? await climb(rung, { weights, reference, now }) : rung);
    }
    const built = results.filter((result) => 'encoder' in result);
    const timed = await timeBuilt(built, reference, options);
    const reports = results.map((result): RungFigures | Missing<RungName> => {
      if (!('encoder' in result)) return result;
      const { name, encoder, route, build, first, verdict } = result;
      const samples = timed.get(name);
      if (typeof samples !== 'object') return { name, problem: `It failed while it was timed: ${samples}` };
      return {
        name,
        description: encoder.description,
        isSoftware: route.isSoftware,
        build,
        first,
        ...callTimes(samples),
        bytes: encoder.bytes,
        error: verdict.error,
        overlap: verdict.overlap
      };
    });
    const costs = new Map<RungName, number>();
    for (const report of reports) {
      if ('p50' in report && !report.isSoftware) costs.set(report.name, costOf(report.p50, report));
    }
    const device = deviceKey(browser, eligible(found));
    const chosen = chooseFastest(costs, (await memory.get(device))?.rung);
    if (!chosen) return { rungs: reports };
    await memory.set(device, { model: modelHash(weights), rung: chosen });
    return { rungs: reports, chosen };
  } finally {
    for (const result of results) if ('encoder' in result) result.encoder.dispose();
  }
}
