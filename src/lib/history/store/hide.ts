import { EchoFinder } from './echoes.ts';
import { ECHO, type Events, HIDDEN, REMOVED, TWIN } from './events.ts';
import type { EventOrder } from './order.ts';
import type { OriginTable } from './origins.ts';
import { SOURCES } from '../sources.ts';
import type { TrackTable } from './tracks.ts';
import { findTwins } from './twins.ts';

/** What events point to. */
export interface Registers {
  tracks: TrackTable;
  origins: OriginTable;
  /** Imports that have been taken back. */
  removed: ReadonlySet<number>;
}

const PLAYED_HERE = SOURCES.indexOf('earshot');

/**
 * Marks the events that nobody is to see: those whose imports were taken back, near duplicates within a source, what
 * was noted of a play here before it was over, and all but one of the events that several sources have of one listen.
 * @param events in final order; their flags are rewritten.
 * @returns see `findTwins`.
 */
export function hide(
  events: Events,
  { tracks, origins, removed }: Registers,
  order: EventOrder
): Uint32Array | undefined {
  const { startedAt, msPlayed, track, source, flags, origin } = events;
  const gone = origins.removedBy(removed);
  const finders: EchoFinder[] = [];
  let shown = -1;
  for (let row = 0; row < flags.length; row++) {
    let bits = (flags[row] ?? 0) & ~HIDDEN;
    if (gone[origin[row] ?? 0]) bits |= REMOVED;
    else if (source[row] === PLAYED_HERE && isOutgrown(events, row, order, gone)) bits |= ECHO;
    else {
      const finder = (finders[source[row] ?? 0] ??= new EchoFinder());
      const address = order.addressOf(track[row] ?? 0);
      // Alike records that differ in how they are written are neighbours: the first one is shown.
      if (shown >= 0 && order.alike(events, shown, events, row)) bits |= ECHO;
      else {
        if (finder.take(startedAt[row] ?? 0, msPlayed[row] ?? 0, address)) bits |= ECHO;
        shown = row;
      }
    }
    flags[row] = bits;
  }
  const leaders = findTwins(events, tracks);
  leaders?.forEach((leader, row) => {
    if (leader !== row) flags[row] = (flags[row] ?? 0) | TWIN;
  });
  return leaders;
}

/** Whether a play was heard for longer than this says: the player notes it before it is over, too, see `Recorder`. */
function isOutgrown(events: Events, row: number, order: EventOrder, gone: readonly boolean[]): boolean {
  const { startedAt, msPlayed, origin } = events;
  for (let later = row + 1; startedAt[later] === startedAt[row]; later++) {
    const longer = (msPlayed[later] ?? 0) > (msPlayed[row] ?? 0);
    if (longer && !gone[origin[later] ?? 0] && order.samePlay(events, row, events, later)) return true;
  }
  return false;
}
