import type { Confidence } from './parameter.ts';
import type { SourceId } from './sources.ts';
import type { Values } from './parameters/index.ts';
import { workloadsOf } from './workloads.ts';

/** Reported figures that no formula needs and the verdict does. */
interface Evidence {
  value: number;
  unit: string;
  confidence: Confidence;
  sources: readonly SourceId[];
}

/** Gross margin of Spotify by first quarter, %. */
export const GROSS_MARGINS = {
  values: { 2023: 25.2, 2024: 27.6, 2025: 31.6, 2026: 33.0 },
  confidence: 'read',
  sources: [1, 3]
} as const;

export const EVIDENCE = {
  /** Of Spotify, Q1 2026. */
  quarterlyGrossProfit: { value: 1495, unit: 'M EUR', confidence: 'read', sources: [1] },
  /** Paid to music's rights holders in 2025: more than this. */
  royalties: { value: 11_000, unit: 'M $ a year', confidence: 'second-hand', sources: [8] },
  /** Who have ever used the AI DJ: about 90 to 94 M. */
  djListeners: { value: 94, unit: 'M', confidence: 'second-hand', sources: [4, 8] },
  /** Devices whose NPU a web page can use today. */
  npuFromThePage: { value: 0, unit: 'share', confidence: 'derived', sources: [30, 31] }
} as const satisfies Record<string, Evidence>;

/** The DJ for all who ever used it, all in the cloud: M $ a year, and its share of a year's gross profit. */
export function companyCeiling(values: Values): { dollars: number; ofGrossProfit: number } {
  const euros = EVIDENCE.djListeners.value * 12 * workloadsOf(values, 'generative').dj.cloud;
  return {
    dollars: euros * values.dollars,
    ofGrossProfit: euros / (4 * EVIDENCE.quarterlyGrossProfit.value)
  };
}
