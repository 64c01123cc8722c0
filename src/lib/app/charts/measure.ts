import type { Heard, Measure } from '$lib/history/index.ts';
import { countOf, formatCount } from '../format.ts';

const MINUTE = 60_000;

/** "45 min", "3.4 h", "1,234 h" */
export function formatHeard(ms: number): string {
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 60) return `${minutes} min`;
  const hours = minutes / 60;
  return `${hours < 10 ? hours.toFixed(1) : formatCount(hours)} h`;
}

export function valueOf({ plays, ms }: Heard, measure: Measure): number {
  return measure === 'plays' ? plays : ms;
}

/** "12 plays" or "45 min" */
export function describeHeard(heard: Heard, measure: Measure): string {
  return measure === 'plays' ? countOf(heard.plays, 'play') : formatHeard(heard.ms);
}

/** Both measures, for the columns "Plays" and "Time" of a table. */
export function cellsOf({ plays, ms }: Heard): [string, string] {
  return [formatCount(plays), formatHeard(ms)];
}
