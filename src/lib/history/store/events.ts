/** Bits of `flags`. */
export const SKIPPED = 1;
/**
 * A near duplicate of another event. It stays on disk, where nobody sees it: which events are near duplicates depends
 * on all the others, and leaving them out for good would make the result depend on the order of imports.
 */
export const ECHO = 2;

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
}

export function allocateEvents(length: number): Events {
  return {
    startedAt: new Float64Array(length),
    msPlayed: new Int32Array(length),
    track: new Uint32Array(length),
    source: new Uint8Array(length),
    flags: new Uint8Array(length)
  };
}

export function copyEvents(from: Events, into: Events, at: number): void {
  into.startedAt.set(from.startedAt, at);
  into.msPlayed.set(from.msPlayed, at);
  into.track.set(from.track, at);
  into.source.set(from.source, at);
  into.flags.set(from.flags, at);
}

/** A copy of the events from `from` to before `to`, with buffers of exactly their size. */
export function sliceEvents(events: Events, from: number, to: number): Events {
  return {
    startedAt: events.startedAt.slice(from, to),
    msPlayed: events.msPlayed.slice(from, to),
    track: events.track.slice(from, to),
    source: events.source.slice(from, to),
    flags: events.flags.slice(from, to)
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
