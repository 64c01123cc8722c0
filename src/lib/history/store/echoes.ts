import { ECHO_WINDOW_MS } from '../limits.ts';

/**
 * Finds echoes among the events of one source that are shown to it in time order: an event is an echo when one with its
 * address and its duration was kept less than 30 s before and cannot have ended yet. Exports list some plays twice,
 * with clocks that differ by seconds.
 */
export class EchoFinder {
  /** Of the first event of the last half minute: most are alone in theirs, and to empty a map takes a while. */
  #key: number | undefined;
  #start = -Infinity;
  /** Of the others: start of the last kept event of an address and duration. */
  readonly #kept = new Map<number, number>();
  #latest = -Infinity;

  /** @param address a number for the track's address; undefined where it has none. */
  take(startedAt: number, msPlayed: number, address: number | undefined): boolean {
    if (startedAt - this.#latest >= ECHO_WINDOW_MS) {
      this.#key = undefined;
      if (this.#kept.size > 0) this.#kept.clear();
    }
    this.#latest = startedAt;
    if (address === undefined) return false;
    // Durations are below 2^27 ms (a day), so both numbers fit into one exactly.
    const key = address * 2 ** 27 + msPlayed;
    if (this.#key === undefined) this.#key = key;
    else {
      const kept = key === this.#key ? this.#start : (this.#kept.get(key) ?? -Infinity);
      const gap = startedAt - kept;
      if (gap < ECHO_WINDOW_MS && gap < msPlayed) return true;
    }
    if (key === this.#key) this.#start = startedAt;
    else this.#kept.set(key, startedAt);
    return false;
  }
}
