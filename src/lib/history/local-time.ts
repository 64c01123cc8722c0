const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** No zone has changed its offset twice within this since 1970 (Morocco and Egypt paused summer time for a month). */
const STRETCH = 7 * DAY;

/** A stretch of time with at most one change of the zone's offset. */
interface Stretch {
  before: number;
  /** First moment of `after`, ms since epoch. */
  change: number;
  after: number;
}

/**
 * The wall clock and calendar of one time zone, fast enough for a million times: asks Intl once a week of the
 * history and, where the offset has changed within that week, bisects to the minute.
 */
export class LocalTime {
  readonly #format: Intl.DateTimeFormat;
  readonly #stretches = new Map<number, Stretch>();
  /** The last answer: times mostly come in order. */
  #number = NaN;
  #stretch: Stretch = { before: 0, change: Infinity, after: 0 };

  /** @param zone IANA name. @throws RangeError for a zone that the browser does not know. */
  constructor(readonly zone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
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

  /** Local time minus UTC, ms. @param time ms since epoch, from 1970. */
  offset(time: number): number {
    const number = Math.floor(time / STRETCH);
    if (number !== this.#number) {
      this.#number = number;
      this.#stretch = this.#find(number);
    }
    return time < this.#stretch.change ? this.#stretch.before : this.#stretch.after;
  }

  /** Days between 1 January 1970 and the local date. @param time ms since epoch. */
  day(time: number): number {
    return Math.floor((time + this.offset(time)) / DAY);
  }

  /** 0 ... 23 by the local clock. @param time ms since epoch. */
  hour(time: number): number {
    const local = time + this.offset(time);
    return Math.floor((local - Math.floor(local / DAY) * DAY) / HOUR);
  }

  #find(number: number): Stretch {
    const known = this.#stretches.get(number);
    if (known) return known;
    let from = number * STRETCH;
    let to = from + STRETCH;
    const before = this.#ask(from);
    const after = this.#ask(to);
    if (before === after) to = Infinity;
    else {
      while (to - from > MINUTE) {
        const middle = Math.floor((from + to) / 2 / MINUTE) * MINUTE;
        if (this.#ask(middle) === before) from = middle;
        else to = middle;
      }
    }
    const stretch = { before, change: to, after };
    this.#stretches.set(number, stretch);
    return stretch;
  }

  #ask(time: number): number {
    const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
    for (const { type, value } of this.#format.formatToParts(time)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000;
  }
}

/** 0 = Monday ... 6 = Sunday. @param day since 1 January 1970. */
export function weekdayOf(day: number): number {
  // That was a Thursday.
  return (((day + 3) % 7) + 7) % 7;
}

export interface CalendarDate {
  year: number;
  /** 1 ... 12 */
  month: number;
  /** 1 ... 31 */
  date: number;
}

/**
 * The Gregorian date of a day since 1 January 1970. Days are counted from 1 March, so that leap days come last
 * (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2021, `civil_from_days`).
 */
export function dateOf(day: number): CalendarDate {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    date: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1
  };
}

/** The day since 1 January 1970 of a Gregorian date. @param month 1 ... 12; others carry over into other years. */
export function dayOf(year: number, month: number, date: number): number {
  return Math.floor(Date.UTC(year, month - 1, date) / DAY);
}
