import type { Listening } from '../types.ts';

/** Plays that started from `from` to before `to`, ms since epoch. */
export interface Period {
  from: number;
  to: number;
}

export type Measure = 'plays' | 'time';

export interface StatisticsQuery {
  period: Period;
  measure: Measure;
  /** IANA name of the listener's time zone. */
  zone: string;
  /** ms since epoch. */
  now: number;
}

/** Everything the charts show, small enough to send to a page. */
export interface Statistics {
  plays: number;
}

export function computeStatistics(listening: Listening, { period }: StatisticsQuery): Statistics {
  let plays = 0;
  for (const [row, time] of listening.startedAt.entries()) {
    if (time >= period.from && time < period.to && listening.skipped[row] === 0) plays++;
  }
  return { plays };
}
