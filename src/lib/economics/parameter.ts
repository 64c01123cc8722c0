import type { SourceId } from './sources.ts';

/** How sure a value is. */
export type Confidence =
  /** Read in the text that is cited. */
  | 'read'
  /** Read only in a page about that text. */
  | 'second-hand'
  /** Measured by this project. */
  | 'measured'
  /** Computed from other values. */
  | 'derived'
  /** Not verified: for the reader to move. */
  | 'assumed';

export interface Range {
  low: number;
  high: number;
  /** Whether the range was found or argued for; else it is no more than where the slider ends. */
  stated: boolean;
}

export interface Parameter {
  name: string;
  /** As the formulas write it. */
  symbol: string;
  unit: string;
  value: number;
  /** None where the value is not for the reader to move. */
  range?: Range;
  /** Values that span orders of magnitude are moved by factors. */
  scale: 'linear' | 'log';
  /** Counts have no fractions. */
  whole?: true;
  kind: 'fact' | 'assumption';
  confidence: Confidence;
  sources: readonly SourceId[];
  /** What the value stands for, where the name does not say it. */
  note?: string;
}

export const stated = (low: number, high: number): Range => ({ low, high, stated: true });
export const ours = (low: number, high: number): Range => ({ low, high, stated: false });
