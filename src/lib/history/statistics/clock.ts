import { weekdayOf } from '../local-time.ts';
import type { Heard, Part } from './part.ts';

const SATURDAY = 5;

/** What was heard in each hour of the day, 24 entries each; a play counts in the hour in which it started. */
export interface ListeningClock {
  weekdays: Heard[];
  /** Saturdays and Sundays. */
  weekend: Heard[];
}

export function clockOf({ listening, calendar, first, end }: Part): ListeningClock {
  const weekdays = hours();
  const weekend = hours();
  for (let row = first; row < end; row++) {
    if (listening.skipped[row] === 1) continue;
    const side = weekdayOf(calendar.day[row] ?? 0) >= SATURDAY ? weekend : weekdays;
    const hour = side[calendar.hour[row] ?? 0];
    if (!hour) continue;
    hour.plays++;
    hour.ms += Math.max(0, listening.msPlayed[row] ?? 0);
  }
  return { weekdays, weekend };
}

function hours(): Heard[] {
  return Array.from({ length: 24 }, () => ({ plays: 0, ms: 0 }));
}
