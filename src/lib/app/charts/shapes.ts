/** The same figures as a chart, to be read line by line; the first column names the row. */
export interface ChartTable {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

interface Chart {
  title: string;
  /** What it shows, in a sentence: its text alternative. */
  summary: string;
  table: ChartTable;
}

export interface TopRow {
  key: string;
  name: string;
  by: string | undefined;
  value: string;
  /** Of the first row, 0 ... 1. */
  share: number;
}

export interface TopChart extends Chart {
  rows: readonly TopRow[];
}

export interface ClockChart extends Chart {
  /** 24 entries. */
  hours: readonly { weekdays: number; weekend: number }[];
  peak: { hour: number; name: string; value: string };
}

export interface CalendarChart extends Chart {
  /** Newest first. */
  years: readonly CalendarYear[];
}

export interface CalendarYear {
  year: number;
  /** Weekday of 1 January, 0 = Monday. */
  offset: number;
  /** By day of the year from 0: 0 = nothing ... 4 = most; -1 = outside the period. */
  levels: readonly number[];
  /** By day of the year: what a reader is told. */
  describe: (day: number) => string;
  /** By month: its name and its first day of the year. */
  months: readonly { name: string; day: number }[];
  total: string;
}

export interface SeriesChart extends Chart {
  points: readonly { label: string; value: number; text: string }[];
  /** How a value on the axis is written. */
  format: (value: number) => string;
}
