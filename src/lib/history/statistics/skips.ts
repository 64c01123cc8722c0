import type { Listening } from '../types.ts';
import { MonthFinder } from './months.ts';
import type { Part } from './part.ts';

export interface SkipMonth {
  /** Since January 1970. */
  month: number;
  /** Plays and skips from sources that tell skips. */
  events: number;
  skips: number;
}

/**
 * How often a piece was broken off, by month; empty where no source tells. Only sources with a skip anywhere in the
 * history count: a scrobbler that never sends them would look like a listener with endless patience.
 */
export function skipsOf({ listening, calendar, first, end }: Part): SkipMonth[] {
  const tells = tellingSources(listening);
  const finder = new MonthFinder();
  const months: SkipMonth[] = [];
  let current: SkipMonth | undefined;
  for (let row = first; row < end; row++) {
    if (tells[listening.source[row] ?? 0] !== 1) continue;
    const month = finder.month(calendar.day[row] ?? 0);
    while (!current || current.month < month) {
      current = { month: current ? current.month + 1 : month, events: 0, skips: 0 };
      months.push(current);
    }
    current.events++;
    current.skips += listening.skipped[row] ?? 0;
  }
  return months;
}

function tellingSources({ source, skipped }: Listening): Uint8Array {
  const tells = new Uint8Array(256);
  for (let row = 0; row < source.length; row++) {
    if (skipped[row] === 1) tells[source[row] ?? 0] = 1;
  }
  return tells;
}
