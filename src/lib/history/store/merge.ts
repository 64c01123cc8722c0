import { type Events, HIDDEN, REMOVED, allocateEvents, copyEvent, headOf } from './events.ts';
import { type Registers, hide } from './hide.ts';
import { MonthFinder } from './months.ts';
import { EventOrder } from './order.ts';

/** What became of an added event. */
export const KEPT = 0;
export const DUPLICATE = 1;
export const NEAR_DUPLICATE = 2;
/** The same listen as one of another source that was there already. */
export const KNOWN_ELSEWHERE = 3;

export interface Merged {
  /** Stored and added events together, in their final order: the beginning of longer columns. */
  events: Events;
  /** Of each added event: KEPT, DUPLICATE, NEAR_DUPLICATE or KNOWN_ELSEWHERE. */
  fates: Uint8Array;
  /** Months that differ from the stored ones, see `MonthFinder`. */
  changedMonths: Set<string>;
  /** False when all that changed is which imports some events came with. */
  seen: boolean;
}

const NOWHERE = 0xffff_ffff;

/**
 * Joins two sets of events. What people see of the outcome depends on the sets alone: neither on which of them is
 * stored already nor on the order of the added ones.
 *
 * Events of one source that are equal in time, identity and duration are one event, which then came with both
 * imports. Which of the others are hidden as near duplicates and as twins is decided anew, see `hide`.
 * @param stored in final order.
 */
export function merge(stored: Events, added: Events, registers: Registers): Merged {
  const { tracks, origins, removed } = registers;
  const order = new EventOrder(tracks);
  const storedCount = stored.startedAt.length;
  const addedCount = added.startedAt.length;
  const sorted = sortedRows(added, order);
  const addedAt = (position: number) => sorted[position] ?? 0;
  const all = allocateEvents(storedCount + addedCount);
  const rowOfAdded = new Uint32Array(addedCount);
  /** By row: the stored event there. */
  const storedOf = new Uint32Array(storedCount + addedCount).fill(NOWHERE);
  const gone = origins.removedBy(removed);
  const records = new Records(storedCount + addedCount);
  let length = 0;

  // Each step takes one event and all that are the same.
  for (let s = 0, a = 0; s < storedCount || a < addedCount; length++) {
    const fromStored =
      a >= addedCount || (s < storedCount && order.compare(stored, s, added, addedAt(a)) <= 0);
    const source = fromStored ? stored : added;
    const row = fromStored ? s : addedAt(a);
    copyEvent(source, row, all, length);
    records.open(length, length > 0 && order.alike(all, length - 1, all, length));
    let origin = source.origin[row] ?? 0;
    for (; s < storedCount && order.same(source, row, stored, s); s++) {
      origin = origins.union(origin, stored.origin[s] ?? 0);
      storedOf[length] = s;
      if (!gone[stored.origin[s] ?? 0]) records.read(length, THERE_BEFORE);
    }
    for (; a < addedCount && order.same(source, row, added, addedAt(a)); a++) {
      origin = origins.union(origin, added.origin[addedAt(a)] ?? 0);
      rowOfAdded[addedAt(a)] = length;
      records.read(length, addedAt(a));
    }
    all.origin[length] = origin;
  }
  const events = headOf(all, length);
  const leaders = hide(events, registers, order);
  const months = new MonthFinder();
  const changedMonths = new Set<string>();
  let seen = false;
  for (let row = 0; row < length; row++) {
    const before = storedOf[row] ?? NOWHERE;
    const changed = before === NOWHERE || stored.flags[before] !== events.flags[row];
    seen ||= changed;
    if (changed || stored.origin[before] !== events.origin[row])
      changedMonths.add(months.of(events.startedAt[row] ?? 0));
  }
  return { events, fates: judge(rowOfAdded, events, records, leaders), changedMonths, seen };
}

const THERE_BEFORE = -1;

/**
 * The records that rows are written forms of, and who brought each first. Among equals the one that was read first
 * stands for all, so that reports follow the order of the files.
 */
class Records {
  /** By row: the first row of its record. */
  readonly #start: Uint32Array;
  /** By first row: the added event that was read first, or THERE_BEFORE. */
  readonly #first: Int32Array;

  constructor(rows: number) {
    this.#start = new Uint32Array(rows);
    this.#first = new Int32Array(rows).fill(0x7fff_ffff);
  }

  /** @param goesOn whether it is the record of the row before. */
  open(row: number, goesOn: boolean): void {
    this.#start[row] = goesOn ? (this.#start[row - 1] ?? 0) : row;
  }

  read(row: number, by: number): void {
    const start = this.#start[row] ?? 0;
    this.#first[start] = Math.min(this.#first[start] ?? 0, by);
  }

  firstReader(row: number): number {
    return this.#first[this.#start[row] ?? 0] ?? 0;
  }

  /** The row of this record that people see, unless it is hidden for another reason. */
  shown(row: number, { flags }: Events): number {
    let shown = this.#start[row] ?? 0;
    while (shown < row && (flags[shown] ?? 0) & REMOVED) shown++;
    return shown;
  }
}

function judge(
  rowOfAdded: Uint32Array,
  events: Events,
  records: Records,
  leaders: Uint32Array | undefined
): Uint8Array {
  /** By leader of several: who brought the listen first. */
  const first = new Map<number, number>();
  const consider = (leader: number, row: number) => {
    first.set(leader, Math.min(first.get(leader) ?? Infinity, records.firstReader(row)));
  };
  leaders?.forEach((leader, row) => {
    if (leader === row) return;
    consider(leader, leader);
    consider(leader, row);
  });
  const fates = new Uint8Array(rowOfAdded.length);
  for (let added = 0; added < fates.length; added++) {
    const row = rowOfAdded[added] ?? 0;
    if (records.firstReader(row) !== added) {
      fates[added] = DUPLICATE;
      continue;
    }
    const shown = records.shown(row, events);
    const leader = leaders?.[shown] ?? shown;
    if (leader === shown && (events.flags[shown] ?? 0) & HIDDEN) fates[added] = NEAR_DUPLICATE;
    else fates[added] = (first.get(leader) ?? added) === added ? KEPT : KNOWN_ELSEWHERE;
  }
  return fates;
}

/**
 * The rows of events in their order. Times are sorted as numbers, by far the quickest way, each with its row in the
 * lowest bits; only what is left is compared.
 */
function sortedRows(events: Events, order: EventOrder): Uint32Array {
  const { startedAt } = events;
  const keys = new BigUint64Array(startedAt.length);
  const words = new Uint32Array(keys.buffer);
  // Times are below 2^41 ms (the year 2039) and rows below 2^22 (MAX_EVENTS).
  startedAt.forEach((time, row) => {
    words[2 * row] = ((time % 2 ** 10) * 2 ** 22 + row) >>> 0;
    words[2 * row + 1] = Math.floor(time / 2 ** 10);
  });
  keys.sort();
  const rows = new Uint32Array(keys.length);
  for (let i = 0; i < rows.length; i++) rows[i] = (words[2 * i] ?? 0) & (2 ** 22 - 1);
  for (let from = 0, to; from < rows.length; from = to) {
    const time = startedAt[rows[from] ?? 0];
    to = from + 1;
    while (to < rows.length && startedAt[rows[to] ?? 0] === time) to++;
    if (to - from > 1) rows.subarray(from, to).sort((i, j) => order.compare(events, i, events, j) || i - j);
  }
  return rows;
}
