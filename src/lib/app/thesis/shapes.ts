import type { ChartTable } from '../charts/index.ts';

/** One parameter's swing, from end to end of its range. */
export interface TornadoRow {
  key: string;
  name: string;
  /** The result at the ends of the range, and the parameter there. */
  ends: readonly { result: number; at: string }[];
}

export interface TornadoChart {
  title: string;
  /** Its text alternative. */
  summary: string;
  table: ChartTable;
  /** The result with all parameters as they are. */
  base: number;
  rows: readonly TornadoRow[];
  format: (result: number) => string;
}

export interface BreakEvenLine {
  name: string;
  points: readonly { x: number; y: number }[];
  /** Where it crosses 1, if it does within the picture. */
  crossing: { x: number; text: string } | undefined;
  /** Drawn with the accent. */
  main: boolean;
}

/** Lines on two logarithmic axes; at 1 a euro spent spares a euro. */
export interface BreakEvenChart {
  title: string;
  summary: string;
  table: ChartTable;
  xName: string;
  lines: readonly BreakEvenLine[];
  ticks: readonly { x: number; text: string }[];
  /** The reader's own place. */
  here: { x: number; text: string };
}
