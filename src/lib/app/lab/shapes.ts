import type { ChartTable } from '../charts/index.ts';

export interface Axis {
  log: boolean;
  low: number;
  high: number;
  ticks: readonly { at: number; text: string }[];
}

export interface CurveLine {
  name: string;
  points: readonly { x: number; y: number }[];
  /** Drawn with the accent. */
  main: boolean;
  dashed?: boolean;
}

/** Lines over one another. */
export interface CurvesChart {
  title: string;
  /** What it shows, in a sentence: its text alternative. */
  summary: string;
  table: ChartTable;
  x: Axis;
  y: Axis;
  xName: string;
  yName: string;
  lines: readonly CurveLine[];
  /** The reader's own place. */
  here?: { x: number; text: string };
}

/** For each answer what is true, and what was estimated. */
export interface EstimatesChart {
  title: string;
  summary: string;
  /** What its marks mean, for who sees it without the page. */
  reading: string;
  table: ChartTable;
  low: number;
  high: number;
  ticks: readonly { at: number; text: string }[];
  rows: readonly { name: string; truth: number; estimate: number; low: number; high: number }[];
}
