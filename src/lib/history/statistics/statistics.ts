import { LocalTime, dateOf } from '../local-time.ts';
import type { Listening } from '../types.ts';
import { clockOf, type ListeningClock } from './clock.ts';
import { daysOf, type Days } from './days.ts';
import { discoveryOf, type Discovery } from './discovery.ts';
import { diversityOf, type YearOfDiversity } from './diversity.ts';
import { eddingtonOf } from './eddington.ts';
import { onThisDay, type PastDay } from './on-this-day.ts';
import { type Calendar, type Measure, partOf, type Period } from './part.ts';
import { sessionsOf, type Sessions } from './sessions.ts';
import { skipsOf, type SkipMonth } from './skips.ts';
import { streaksOf, type Streaks } from './streaks.ts';
import { topOf, type TopEntry, type TopKind } from './top.ts';
import { totalsOf, type Totals } from './totals.ts';

export interface StatisticsQuery {
  period: Period;
  /** What the top lists are ordered by. */
  measure: Measure;
  /** IANA name of the listener's time zone. */
  zone: string;
  /** ms since epoch. */
  now: number;
}

/** Everything the charts of one period show, small enough to send to a page. Skips count only where it says so. */
export interface Statistics {
  totals: Totals;
  top: Record<TopKind, TopEntry[]>;
  clock: ListeningClock;
  days: Days;
  discovery: Discovery;
  streaks: Streaks;
  sessions: Sessions;
  skips: SkipMonth[];
  diversity: YearOfDiversity[];
  eddington: number;
  /** Whatever the period. */
  onThisDay: PastDay[];
  /** Calendar years with an event, whatever the period; newest first. */
  years: number[];
}

const TOP = 50;
const ALWAYS: Period = { from: -Infinity, to: Infinity };

/** @param calendar of `listening` in the zone of the query, see `calendarOf`. */
export function computeStatistics(
  listening: Listening,
  calendar: Calendar,
  { period, measure, zone, now }: StatisticsQuery
): Statistics {
  const part = partOf(listening, calendar, period);
  const today = new LocalTime(zone).day(now);
  const days = daysOf(part);
  return {
    totals: totalsOf(part),
    top: {
      artists: topOf(part, 'artists', measure, TOP),
      songs: topOf(part, 'songs', measure, TOP),
      albums: topOf(part, 'albums', measure, TOP)
    },
    clock: clockOf(part),
    days,
    discovery: discoveryOf(part),
    streaks: streaksOf(days, today),
    sessions: sessionsOf(part),
    skips: skipsOf(part),
    diversity: diversityOf(part),
    eddington: eddingtonOf(days),
    onThisDay: onThisDay(partOf(listening, calendar, ALWAYS), today),
    years: yearsOf(calendar)
  };
}

function yearsOf({ day }: Calendar): number[] {
  const years: number[] = [];
  let last = NaN;
  for (const number of day) {
    if (number === last) continue;
    last = number;
    const { year } = dateOf(number);
    if (year !== years[0]) years.unshift(year);
  }
  return years;
}
