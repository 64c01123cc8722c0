import { dayPeriods, monthWords, periodKey, wordsOf } from './local-words.ts';
import { WallClock } from './wall-clock.ts';
import { findZone } from './zone-names.ts';

const MINUTE = 60_000;
/** Longest date that is one, UTF-16 units. */
const MAX_LENGTH = 100;

/** Zeros of the digits that dates are written in. */
const ZEROS = '٠۰०০๐၀';
const DIGIT = /[٠-٩۰-۹०-९০-৯๐-๙၀-၉]/g;
/** Marks of direction, which nobody sees. */
const INVISIBLE = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;

const TIME = /(?<!\d)(\d{1,2})[:.](\d{2})[:.](\d{2})(?![:.]?\d)/;
const TIME_IN_UNITS =
  /(\d{1,2})\s*(?:h|시|時|时|นาฬิกา)\s*(\d{1,2})\s*(?:min|분|分|นาที)\s*(\d{1,2})\s*(?:s|초|秒|วินาที)/;
/** "PM", "p. m." */
const PERIOD_AFTER = /^\s*((?:\p{L}\.\s?){2,3}|[\p{L}\p{M}]+)/u;
const PERIOD_BEFORE = /(?:^|[\s\d\p{P}]|日)((?:\p{L}\.\s?){2,3}|[\p{L}\p{M}]+)\s*$/u;

/**
 * Reads dates with times as people write them in their languages, e.g. `Jun 1, 2024, 10:13:20 PM CEST` or
 * `01.06.2024, 22:13:20 MESZ`. Months are words or numbers; where they are numbers, the day comes first or the year,
 * as in every language's form of this length.
 */
export class LocalDates {
  readonly #clock: WallClock;
  readonly #languages = monthWords();
  /** By the word, in the languages that are likely; NaN where two of them mean different months. */
  #months = together(this.#languages);
  readonly #periods = dayPeriods();

  /** @param timeZone for dates that name no zone or one that is not known. */
  constructor(timeZone: string) {
    this.#clock = new WallClock(timeZone);
  }

  /** Finds out the language, as "lis" is October in one and November in another. @param texts dates of one file. */
  learn(texts: readonly string[]): void {
    const words = texts.map((text) => wordsOf(text.slice(0, MAX_LENGTH)));
    const languages = this.#languages.map((months) => ({
      months,
      score: words.filter((some) => some.some((word) => months.has(word))).length
    }));
    const best = Math.max(...languages.map(({ score }) => score));
    const likely = languages.filter(({ score }) => score === best);
    this.#months = together(likely.map(({ months }) => months));
  }

  /** @returns ms since epoch; NaN for what is no date, or could be two. */
  parse(text: string): number {
    if (text.length > MAX_LENGTH) return NaN;
    const plain = text
      .replace(INVISIBLE, '')
      .replace(DIGIT, (digit) => String((digit.codePointAt(0) ?? 0) - zeroOf(digit)))
      .replace(/\s+/g, ' ');
    const time = TIME.exec(plain) ?? TIME_IN_UNITS.exec(plain);
    if (!time) return NaN;
    const before = plain.slice(0, time.index);
    const after = plain.slice(time.index + time[0].length);
    const hour = this.#hour(Number(time[1]), before, after);
    const zone = findZone(`${before}|${after}`);
    const day = this.#day(zone?.rest ?? `${before}|${after}`);
    const minute = Number(time[2]);
    const second = Number(time[3]);
    if (!(hour < 24 && minute < 60 && second < 60)) return NaN;
    return this.#inZone(day + ((hour * 60 + minute) * 60 + second) * 1000, zone?.offsets);
  }

  #hour(hour: number, before: string, after: string): number {
    if (hour > 12) return hour;
    for (const found of [PERIOD_AFTER.exec(after), PERIOD_BEFORE.exec(before)]) {
      const exact = found?.[1] === undefined ? undefined : this.#periods.get(periodKey(found[1], hour));
      if (exact !== undefined) return exact;
    }
    return hour;
  }

  /** The beginning of the day as if it were UTC. */
  #day(text: string): number {
    const numbers = text.match(/\d+/g) ?? [];
    const yearAt = numbers.findIndex((number) => number.length === 4);
    const others = numbers.filter((_, at) => at !== yearAt).map(Number);
    const [first = NaN, second = NaN] = others;
    const month = this.#month(text);
    const written = Number(numbers[yearAt]);
    // Years of the Buddha are 543 ahead.
    const year = written > 2500 ? written - 543 : written;
    if (month !== undefined) return others.length === 1 ? dateOf(year, month, first) : NaN;
    if (others.length !== 2) return NaN;
    if (yearAt === 0) return dateOf(year, first, second);
    return yearAt === 2 ? dateOf(year, second, first) : NaN;
  }

  /** Undefined where no word is a month's name, NaN where it is the name of two. */
  #month(text: string): number | undefined {
    let found: number | undefined;
    for (const word of wordsOf(text)) {
      const month = this.#months.get(word);
      if (month !== undefined) found = found === undefined || found === month ? month : NaN;
    }
    return found;
  }

  #inZone(wall: number, offsets: readonly number[] | undefined): number {
    if (!offsets) return this.#clock.toUtc(wall);
    const [first = 0] = offsets;
    if (offsets.length === 1 || Number.isNaN(wall)) return wall - first * MINUTE;
    // Of the zones with one name, most likely the one in which the device is.
    const own = (wall - this.#clock.toUtc(wall)) / MINUTE;
    return wall - (offsets.includes(own) ? own : first) * MINUTE;
  }
}

function together(languages: Iterable<ReadonlyMap<string, number>>): Map<string, number> {
  const all = new Map<string, number>();
  for (const months of languages) {
    for (const [word, month] of months) all.set(word, (all.get(word) ?? month) === month ? month : NaN);
  }
  return all;
}

function zeroOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  return Math.max(...Array.from(ZEROS, (zero) => zero.codePointAt(0) ?? 0).filter((zero) => zero <= code));
}

function dateOf(year: number, month: number, day: number): number {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : NaN;
}
