/** Turns what a clock on the wall of a time zone shows into time. */
export class WallClock {
  readonly #format: Intl.DateTimeFormat;

  /** @param timeZone IANA name. */
  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric'
    });
  }

  /**
   * @param wall what the clock shows, as if it were UTC, ms since epoch.
   * @returns ms since epoch. An hour that is shown twice is taken for the first one; one that is left out, for what
   * the clock would show if it had not been put forward.
   */
  toUtc(wall: number): number {
    if (!Number.isFinite(wall)) return NaN;
    const day = 86_400_000;
    const before = this.offsetAt(wall - day);
    const after = this.offsetAt(wall + day);
    const early = wall - before;
    return before === after || this.offsetAt(early) === before ? early : wall - after;
  }

  /** How far the clock is ahead of UTC at a time, ms. @param time ms since epoch, in the years that dates can have. */
  offsetAt(time: number): number {
    const parts: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(time)) parts[type] = Number(value);
    const { year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN, second = NaN } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000;
  }
}
