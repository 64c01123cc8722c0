import type { Heard, Measure, Statistics } from '$lib/history/index.ts';
import { cellsOf, describeHeard, valueOf } from './measure.ts';
import type { ClockChart } from './shapes.ts';

export function clockChart({ clock }: Statistics, measure: Measure): ClockChart {
  const silent = { plays: 0, ms: 0 };
  const hours = clock.weekdays.map((weekdays, hour) => ({
    weekdays,
    weekend: clock.weekend[hour] ?? silent
  }));
  const both = hours.map(({ weekdays, weekend }) => add(weekdays, weekend));
  const values = both.map((heard) => valueOf(heard, measure));
  const hour = values.indexOf(Math.max(...values));
  const peak = { hour, name: nameOf(hour), value: describeHeard(both[hour] ?? silent, measure) };
  return {
    title: 'Time of day',
    summary: `most between ${peak.name}, ${peak.value}`,
    peak,
    hours: hours.map(({ weekdays, weekend }) => ({
      weekdays: valueOf(weekdays, measure),
      weekend: valueOf(weekend, measure)
    })),
    table: {
      columns: ['Hour', 'Monday to Friday', 'Weekend', 'Plays', 'Time'],
      rows: hours.map(({ weekdays, weekend }, n) => [
        nameOf(n),
        describeHeard(weekdays, measure),
        describeHeard(weekend, measure),
        ...cellsOf(both[n] ?? silent)
      ])
    }
  };
}

function nameOf(hour: number): string {
  return `${hour}:00 and ${hour + 1}:00`.replace('24:00', '0:00');
}

function add(a: Heard, b: Heard): Heard {
  return { plays: a.plays + b.plays, ms: a.ms + b.ms };
}
