import { SOURCES, type Source } from '../sources.ts';
import type { Play } from '../types.ts';
import type { Row } from '../importers/importer.ts';
import { type Events, HIDDEN, REMOVED, SKIPPED } from './events.ts';
import { type TrackTable, identityOf } from './tracks.ts';

/** Indices of the events that people see. */
export function visibleRows({ flags }: Events): Uint32Array {
  const rows = new Uint32Array(flags.length);
  let length = 0;
  for (let row = 0; row < flags.length; row++) {
    if (((flags[row] ?? 0) & HIDDEN) === 0) rows[length++] = row;
  }
  return rows.slice(0, length);
}

/** See `Play.id`. */
export function playId({ startedAt, msPlayed, track }: Events, tracks: TrackTable, row: number): string {
  return `${startedAt[row] ?? 0}:${msPlayed[row] ?? -1}:${identityOf(tracks.get(track[row] ?? 0))}`;
}

/** One event as an object. */
export function toPlay(events: Events, tracks: TrackTable, row: number): Play {
  const { artist, title, album, uri } = tracks.get(events.track[row] ?? 0);
  const startedAt = events.startedAt[row] ?? 0;
  const msPlayed = events.msPlayed[row] ?? -1;
  return {
    id: playId(events, tracks, row),
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

/**
 * All events that have not been taken back, near duplicates and twins included: an import of these gives the same
 * history again.
 */
export function* toRows(
  events: Events,
  tracks: TrackTable
): Generator<Row & { source: Source }, void, undefined> {
  for (const [row, flags] of events.flags.entries()) {
    if (flags & REMOVED) continue;
    yield {
      ...tracks.get(events.track[row] ?? 0),
      startedAt: events.startedAt[row] ?? 0,
      msPlayed: events.msPlayed[row] ?? -1,
      skipped: (flags & SKIPPED) !== 0,
      source: SOURCES[events.source[row] ?? 0] ?? 'sample'
    };
  }
}
