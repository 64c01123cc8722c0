import { SOURCES } from '../sources.ts';
import type { SourceReach } from '../types.ts';
import { type Events, HIDDEN, REMOVED } from './events.ts';

/** How far each source reaches, newest first. */
export function reachOf({ startedAt, source, flags }: Events): SourceReach[] {
  const reaches = new Map<number, SourceReach>();
  startedAt.forEach((time, row) => {
    const bits = flags[row] ?? 0;
    if (bits & REMOVED) return;
    const number = source[row] ?? 0;
    let reach = reaches.get(number);
    if (!reach) {
      reach = { source: SOURCES[number] ?? 'sample', events: 0, shown: 0, first: time, last: time };
      reaches.set(number, reach);
    }
    reach.events++;
    if (!(bits & HIDDEN)) reach.shown++;
    reach.last = time;
  });
  return [...reaches.values()].sort((a, b) => b.last - a.last);
}
