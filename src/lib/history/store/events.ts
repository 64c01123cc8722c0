/** Bits of `flags`. */
export const SKIPPED = 1;
/** A near duplicate of another event of its source, see `echoes.ts`. */
export const ECHO = 2;
/** The same listen as an event of another source that says more about it, see `twins.ts`. */
export const TWIN = 4;
/** All imports it came with have been taken back. */
export const REMOVED = 8;
/**
 * Events with one of these bits stay on disk, where nobody sees them: which events are near duplicates or twins
 * depends on all the others, and leaving them out for good would make the result depend on the order of imports.
 */
export const HIDDEN = ECHO | TWIN | REMOVED;

/** Events as parallel columns. */
export interface Events {
  /** ms since epoch, UTC. */
  readonly startedAt: Float64Array<ArrayBuffer>;
  /** -1 where unknown. */
  readonly msPlayed: Int32Array<ArrayBuffer>;
  /** Index into a `TrackTable`. */
  readonly track: Uint32Array<ArrayBuffer>;
  /** Index into `SOURCES`. */
  readonly source: Uint8Array<ArrayBuffer>;
  readonly flags: Uint8Array<ArrayBuffer>;
  /** Index into an `OriginTable`: the imports it came with. */
  readonly origin: Uint16Array<ArrayBuffer>;
}

const COLUMNS = ['startedAt', 'msPlayed', 'track', 'source', 'flags', 'origin'] as const;

export function allocateEvents(length: number): Events {
  return {
    startedAt: new Float64Array(length),
    msPlayed: new Int32Array(length),
    track: new Uint32Array(length),
    source: new Uint8Array(length),
    flags: new Uint8Array(length),
    origin: new Uint16Array(length)
  };
}

export function copyEvents(from: Events, into: Events, at: number): void {
  for (const column of COLUMNS) into[column].set(from[column], at);
}

/** The first events, without a copy. */
export function headOf(events: Events, length: number): Events {
  return {
    startedAt: events.startedAt.subarray(0, length),
    msPlayed: events.msPlayed.subarray(0, length),
    track: events.track.subarray(0, length),
    source: events.source.subarray(0, length),
    flags: events.flags.subarray(0, length),
    origin: events.origin.subarray(0, length)
  };
}

/** Writes one event of `from` over one of `into`. */
export function copyEvent(from: Events, row: number, into: Events, at: number): void {
  // Column by column: a loop over their names takes several times as long, a million times.
  into.startedAt[at] = from.startedAt[row] ?? 0;
  into.msPlayed[at] = from.msPlayed[row] ?? 0;
  into.track[at] = from.track[row] ?? 0;
  into.source[at] = from.source[row] ?? 0;
  into.flags[at] = from.flags[row] ?? 0;
  into.origin[at] = from.origin[row] ?? 0;
}

/** A copy of the events from `from` to before `to`, with buffers of exactly their size. */
export function sliceEvents(events: Events, from: number, to: number): Events {
  return {
    startedAt: events.startedAt.slice(from, to),
    msPlayed: events.msPlayed.slice(from, to),
    track: events.track.slice(from, to),
    source: events.source.slice(from, to),
    flags: events.flags.slice(from, to),
    origin: events.origin.slice(from, to)
  };
}

export function concatEvents(parts: readonly Events[]): Events {
  const all = allocateEvents(parts.reduce((sum, part) => sum + part.startedAt.length, 0));
  let at = 0;
  for (const part of parts) {
    copyEvents(part, all, at);
    at += part.startedAt.length;
  }
  return all;
}
