import { ECHO_WINDOW_MS } from '../limits.ts';

/**
 * Finds echoes among the events of one source that are shown to it in time order: an event is an echo when one with its
 * address and its duration was kept less than 30 s before and cannot have ended yet. Exports list some plays twice,
 * with clocks that differ by seconds.
 */
export class EchoFinder {
  /** Start of the last kept event of an address and duration. */
  readonly #kept = new Map<number, number>();
  #latest = -Infinity;

  /** @param address a number for the track's address; undefined where it has none. */
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
