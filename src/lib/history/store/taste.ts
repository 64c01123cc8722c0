import { artistKey } from '../identity.ts';
import type { LocalTime } from '../local-time.ts';
import { TWIN_WINDOW_MS } from '../limits.ts';
import { MAX_RESOLUTION, SOURCES, type Source } from '../sources.ts';
import type { Exclusion, PrivateSession } from '../types.ts';
import { type Events, HIDDEN, TWIN } from './events.ts';
import { looseKeys } from './loose-keys.ts';
import { playId } from './plays.ts';
import type { TrackTable } from './tracks.ts';
import { findTwins } from './twins.ts';

export interface TasteRules {
  exclusions: readonly Exclusion[];
  /** An open one has no end. */
  privateSessions: readonly PrivateSession[];
}

/**
 * Which of the events nothing is to be learnt from.
 * @param rows the visible events, in order.
 * @returns by position in `rows`: 1 = kept out of taste.
 */
export function keptOut(
  events: Events,
  tracks: TrackTable,
  rows: Uint32Array,
  { exclusions, privateSessions }: TasteRules,
  local: LocalTime
): Uint8Array {
  const out = new Uint8Array(rows.length);
  const mark = (holds: (row: number) => boolean) => {
    for (let i = 0; i < rows.length; i++) if (out[i] === 0 && holds(rows[i] ?? 0)) out[i] = 1;
  };
  const start = (row: number) => events.startedAt[row] ?? 0;
  const during = (from: number, to: number) => {
    mark((row) => start(row) >= from && start(row) < to);
  };
  for (const { from, to = Infinity } of privateSessions) during(from, to);
  const sources = exclusions.flatMap((exclusion) => (exclusion.kind === 'source' ? [exclusion.source] : []));
  if (sources.length > 0) {
    const counted = countedBySource(events, tracks, sources);
    mark((row) => counted[row] === 0);
  }
  for (const exclusion of exclusions) {
    switch (exclusion.kind) {
      case 'artist': {
        const excluded = tracksOf(tracks, exclusion.artist);
        mark((row) => excluded[events.track[row] ?? 0] === 1);
        break;
      }
      case 'hours': {
        const { from, to } = exclusion;
        const within = (hour: number) => (from <= to ? hour >= from && hour < to : hour >= from || hour < to);
        mark((row) => within(local.hour(start(row))));
        break;
      }
      case 'range':
        during(exclusion.from, exclusion.to);
        break;
      // All of these at once, above and below.
      case 'source':
      case 'play':
        break;
    }
  }
  const plays = exclusions.flatMap((exclusion) => (exclusion.kind === 'play' ? [exclusion.play] : []));
  if (plays.length > 0) {
    const excluded = standingFor(new Set(plays), events, tracks);
    mark((row) => excluded.has(row));
  }
  return out;
}

/**
 * By event: 1 where it comes from a source that counts, or stands for the same listen as one that does. Which events
 * are one listen is not stored, and found again as `hide` finds it.
 */
function countedBySource(events: Events, tracks: TrackTable, excluded: readonly Source[]): Uint8Array {
  const out = new Uint8Array(SOURCES.length);
  for (const source of excluded) out[SOURCES.indexOf(source)] = 1;
  const counted = Uint8Array.from(events.source, (source) => 1 - (out[source] ?? 0));
  const leaders = findTwins({ ...events, flags: events.flags.map((bits) => bits & ~TWIN) }, tracks);
  leaders?.forEach((leader, row) => {
    if (counted[row] === 1) counted[leader] = 1;
  });
  return counted;
}

/** By track: 1 where the artist has that key. */
function tracksOf(tracks: TrackTable, artist: string): Uint8Array {
  return new Uint8Array(tracks.size).map((_, track) =>
    artistKey(tracks.get(track).artist) === artist ? 1 : 0
  );
}

/**
 * The visible events that stand for the named ones: themselves or, where a later import brought a richer record of the
 * same listen, that record.
 */
function standingFor(plays: ReadonlySet<string>, events: Events, tracks: TrackTable): Set<number> {
  const times = new Set([...plays].map((play) => Number(play.slice(0, play.indexOf(':')))));
  const rows = new Set<number>();
  const keys = looseKeys(tracks);
  const keyOf = (row: number) => keys[events.track[row] ?? 0];
  events.startedAt.forEach((time, row) => {
    if (!times.has(time) || !plays.has(playId(events, tracks, row))) return;
    if (!((events.flags[row] ?? 0) & HIDDEN)) rows.add(row);
    else {
      const near = neighbours(events, row).filter((other) => keyOf(other) === keyOf(row));
      const distance = (other: number) => Math.abs((events.startedAt[other] ?? 0) - time);
      const [nearest] = near.sort((a, b) => distance(a) - distance(b));
      if (nearest !== undefined) rows.add(nearest);
    }
  });
  return rows;
}

/** Visible events that start so near to a hidden one that they may be the same listen. */
function neighbours({ startedAt, flags }: Events, row: number): number[] {
  const reach = TWIN_WINDOW_MS + MAX_RESOLUTION;
  const time = startedAt[row] ?? 0;
  const found: number[] = [];
  let at = row;
  while (at > 0 && time - (startedAt[at - 1] ?? 0) <= reach) at--;
  for (; at < startedAt.length && (startedAt[at] ?? 0) - time <= reach; at++) {
    if (!((flags[at] ?? 0) & HIDDEN)) found.push(at);
  }
  return found;
}
