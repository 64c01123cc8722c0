/** What came of one piece that was put on, ready for the history. */
export interface Listened {
  piece: string;
  /** ms since epoch. */
  startedAt: number;
  /** Of sound that was heard: pauses and passages that were passed over do not count. */
  msPlayed: number;
}

/** Between two signs of life at most; a longer one means that the device slept. */
const LONGEST_STEP = 5000;

/** Counts how long a piece is heard. Told of everything that happens, with the time at which it does. */
export class Listen {
  #ms: number;
  #since: number | undefined;

  /**
   * @param startedAt ms since epoch
   * @param msPlayed what was heard of it before the page was closed and opened again
   */
  constructor(
    readonly piece: string,
    readonly startedAt: number,
    msPlayed = 0
  ) {
    this.#ms = msPlayed;
  }

  /** What came of it so far; undefined where nothing was heard yet. */
  get soFar(): Listened | undefined {
    const { piece, startedAt } = this;
    return this.#ms > 0 ? { piece, startedAt, msPlayed: Math.round(this.#ms) } : undefined;
  }

  /** Sound begins or goes on. */
  sounds(now: number): void {
    this.#since ??= now;
  }

  /** To be called now and then while it sounds, so that a device that falls asleep adds no hours. */
  ticks(now: number): void {
    if (this.#since === undefined) return;
    this.#ms += Math.max(0, Math.min(LONGEST_STEP, now - this.#since));
    this.#since = now;
  }

  /** Sound stops: a pause, a jump, a wait for data. */
  stops(now: number): void {
    this.ticks(now);
    this.#since = undefined;
  }

  /** @returns undefined where nothing was heard */
  end(now: number): Listened | undefined {
    this.stops(now);
    return this.soFar;
  }
}
