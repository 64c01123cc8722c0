import { SOURCES } from '../sources.ts';
import type { Play } from '../types.ts';
import { ECHO, type Events, SKIPPED } from './events.ts';
import { type TrackTable, identityOf } from './tracks.ts';

/** Indices of the events that people see. */
export function visibleRows({ flags }: Events): Uint32Array {
  const rows = new Uint32Array(flags.length);
  let length = 0;
  for (let row = 0; row < flags.length; row++) {
    if (((flags[row] ?? 0) & ECHO) === 0) rows[length++] = row;
  }
  return rows.slice(0, length);
}

/** One event as an object. */
export function toPlay(events: Events, tracks: TrackTable, row: number): Play {
  const variant = tracks.get(events.track[row] ?? 0);
  const { artist, title, album, uri } = variant;
  const startedAt = events.startedAt[row] ?? 0;
  const msPlayed = events.msPlayed[row] ?? -1;
  return {
    id: `${startedAt}:${msPlayed}:${identityOf(variant)}`,
    artist,
    title,
    ...(album !== undefined && { album }),
    startedAt,
    ...(msPlayed >= 0 && { msPlayed }),
    completed: (events.flags[row] ?? 0) & SKIPPED ? 'skipped' : 'played',
    source: SOURCES[events.source[row] ?? 0] ?? 'unknown',
    ...(uri !== undefined && { uri })
  };
}
