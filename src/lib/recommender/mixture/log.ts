/** Plays of one or many listeners: one listener after another, each in time order. */
export interface PlayLog {
  /** Songs there are, played or not: 0 ... items - 1. */
  items: number;
  /** Song of each play. */
  item: Int32Array;
  /** Start of each play, ms since epoch; in an order without times, any rising numbers. */
  at: Float64Array;
  /** Session of each play: any numbers, equal within a session, different between neighbouring ones. */
  session: Int32Array;
  /** Listener of each play, rising. */
  listener: Int32Array;
}

/** The plays for which `keep` holds, in the same order. */
export function selectPlays(log: PlayLog, keep: (play: number) => boolean): PlayLog {
  const kept = Array.from(log.item.keys()).filter(keep);
  const pick = (column: Int32Array) => Int32Array.from(kept, (play) => column[play] ?? 0);
  return {
    items: log.items,
    item: pick(log.item),
    at: Float64Array.from(kept, (play) => log.at[play] ?? 0),
    session: pick(log.session),
    listener: pick(log.listener)
  };
}
