import { ECHO_WINDOW_MS } from '../limits.ts';
import { ECHO, type Events, allocateEvents, sliceEvents } from './events.ts';
import { MonthFinder } from './months.ts';
import { EventOrder } from './order.ts';
import type { TrackTable } from './tracks.ts';

/** What became of an added event. */
export const KEPT = 0;
export const DUPLICATE = 1;
export const NEAR_DUPLICATE = 2;

export interface Merged {
  /** Stored and added events together, in their final order. */
  events: Events;
  /** Of each added event: KEPT, DUPLICATE or NEAR_DUPLICATE. */
  fates: Uint8Array;
  /** Months that differ from the stored ones, see `MonthFinder`. */
  changedMonths: Set<string>;
}

/**
 * Joins two sets of events. The outcome depends on the sets alone: neither on which of them is stored already nor on
 * the order of the added ones.
 *
 * Events equal in time, identity and duration are one event. Of the others, in time order, an event is an echo when
 * one with its address and its duration was kept less than 30 s before and cannot have ended yet: exports list some
 * plays twice, with clocks that differ by seconds.
 * @param stored in final order.
 */
export function merge(stored: Events, added: Events, tracks: TrackTable): Merged {
  const order = new EventOrder(tracks);
  const echoes = new EchoFinder();
  const months = new MonthFinder();
  const storedCount = stored.startedAt.length;
  const addedCount = added.startedAt.length;
  const sorted = new Uint32Array(addedCount)
    .map((_, row) => row)
    .sort((i, j) => order.compare(added, i, added, j) || i - j);
  const addedAt = (position: number) => sorted[position] ?? 0;
  const events = allocateEvents(storedCount + addedCount);
  const fates = new Uint8Array(addedCount);
  const changedMonths = new Set<string>();
  let length = 0;

  // Each step takes one event and all that are equal to it.
  for (let s = 0, a = 0; s < storedCount || a < addedCount; length++) {
    const fromStored =
      a >= addedCount || (s < storedCount && order.compare(stored, s, added, addedAt(a)) <= 0);
    const source = fromStored ? stored : added;
    const row = fromStored ? s : addedAt(a);
    const firstStored = s;
    const firstAdded = a;
    while (s < storedCount && order.same(source, row, stored, s)) s++;
    while (a < addedCount && order.same(source, row, added, addedAt(a))) a++;

    const startedAt = source.startedAt[row] ?? 0;
    const msPlayed = source.msPlayed[row] ?? 0;
    const track = source.track[row] ?? 0;
    const echo = echoes.take(startedAt, msPlayed, order.addressOf(track));
    events.startedAt[length] = startedAt;
    events.msPlayed[length] = msPlayed;
    events.track[length] = track;
    events.source[length] = source.source[row] ?? 0;
    events.flags[length] = ((source.flags[row] ?? 0) & ~ECHO) | (echo ? ECHO : 0);

    const isNew = s === firstStored;
    const group = sorted.subarray(firstAdded, a);
    for (const equal of group) fates[equal] = DUPLICATE;
    // Among equals the one that was read first stands for all, so that reports follow the order of the files.
    if (isNew) fates[group.reduce((x, y) => Math.min(x, y))] = echo ? NEAR_DUPLICATE : KEPT;
    if (!fromStored || stored.flags[firstStored] !== events.flags[length])
      changedMonths.add(months.of(startedAt));
  }
  return { events: sliceEvents(events, 0, length), fates, changedMonths };
}

/** Finds echoes among events that are shown to it in time order. */
class EchoFinder {
  /** Start of the last kept event of an address and duration. */
  readonly #kept = new Map<number, number>();
  #latest = -Infinity;

  take(startedAt: number, msPlayed: number, address: number | undefined): boolean {
    // Most events are alone in their half minute, so the map stays tiny.
    if (startedAt - this.#latest >= ECHO_WINDOW_MS) this.#kept.clear();
    this.#latest = startedAt;
    if (address === undefined) return false;
    // Durations are below 2^27 ms (a day), so both numbers fit into one exactly.
    const key = address * 2 ** 27 + msPlayed;
    const gap = startedAt - (this.#kept.get(key) ?? -Infinity);
    if (gap < ECHO_WINDOW_MS && gap < msPlayed) return true;
    this.#kept.set(key, startedAt);
    return false;
  }
}
