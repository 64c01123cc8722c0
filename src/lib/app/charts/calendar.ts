import { type Days, dateOf, dayOf, type Heard, type Measure, weekdayOf } from '$lib/history/index.ts';
import { formatMonth, formatWeekday } from '../dates.ts';
import { countOf, formatCount } from '../format.ts';
import { cellsOf, describeHeard, valueOf } from './measure.ts';
import type { CalendarChart, CalendarYear } from './shapes.ts';

const LEVELS = 4;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function calendarChart(days: Days, measure: Measure): CalendarChart {
  const last = days.first + days.plays.length - 1;
  const levelOf = levels(days, measure);
  const years: CalendarYear[] = [];
  for (let year = dateOf(last).year; year >= dateOf(days.first).year; year--)
    years.push(yearOf(days, year, measure, levelOf));
  const active = days.plays.filter((plays) => plays > 0).length;
  const amounts = days.plays.map((_, at) => value(days, measure, at));
  const best = amounts.indexOf(amounts.reduce((a, b) => Math.max(a, b), 0));
  return {
    title: 'Day by day',
    summary:
      `music on ${countOf(active, 'day')} of ${formatCount(days.plays.length)}, most on ` +
      `${formatWeekday(days.first + best)}, ${describeHeard(heardAt(days, best), measure)}`,
    years,
    table: monthTable(days)
  };
}

function yearOf(
  days: Days,
  year: number,
  measure: Measure,
  levelOf: (value: number) => number
): CalendarYear {
  const start = dayOf(year, 1, 1);
  const length = dayOf(year + 1, 1, 1) - start;
  const all = Array.from({ length }, (_, day) => heardAt(days, start + day - days.first));
  const total = all.reduce((sum, { plays, ms }) => ({ plays: sum.plays + plays, ms: sum.ms + ms }));
  return {
    year,
    offset: weekdayOf(start),
    levels: all.map((heard, day) => {
      const at = start + day - days.first;
      return at < 0 || at >= days.plays.length ? -1 : levelOf(valueOf(heard, measure));
    }),
    describe: (day) => `${formatWeekday(start + day)}: ${describeHeard(all[day] ?? NOTHING, measure)}`,
    months: MONTHS.map((name, month) => ({ name, day: dayOf(year, month + 1, 1) - start })),
    total: describeHeard(total, measure)
  };
}

/** Quarters of the days with music, by how much they had: one loud day must not pale all others. */
function levels(days: Days, measure: Measure): (value: number) => number {
  const values = Float64Array.from(days.plays, (_, at) => value(days, measure, at))
    .filter((amount) => amount > 0)
    .sort();
  const bounds = Array.from(
    { length: LEVELS - 1 },
    (_, n) => values[Math.floor((values.length * (n + 1)) / LEVELS)] ?? Infinity
  );
  return (amount) => (amount <= 0 ? 0 : 1 + bounds.filter((bound) => amount > bound).length);
}

function monthTable({ first, plays, ms }: Days) {
  const months = new Map<number, Heard & { days: number }>();
  for (const [at, count] of plays.entries()) {
    const { year, month } = dateOf(first + at);
    const number = (year - 1970) * 12 + month - 1;
    const sum = months.get(number) ?? { plays: 0, ms: 0, days: 0 };
    sum.plays += count;
    sum.ms += ms[at] ?? 0;
    sum.days += count > 0 ? 1 : 0;
    months.set(number, sum);
  }
  return {
    columns: ['Month', 'Plays', 'Time', 'Days with music'],
    rows: [...months].map(([month, sum]) => [formatMonth(month), ...cellsOf(sum), formatCount(sum.days)])
  };
}

const NOTHING: Heard = { plays: 0, ms: 0 };

function heardAt({ plays, ms }: Days, at: number): Heard {
  return { plays: plays[at] ?? 0, ms: ms[at] ?? 0 };
}

function value(days: Days, measure: Measure, at: number): number {
  return valueOf(heardAt(days, at), measure);
}
