const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads exactly `YYYY-MM-DDTHH:MM:SSZ` or `YYYY-MM-DDTHH:MM:SS.fffZ`. (Date.parse would take many other forms, and
 * 30 February.)
 * @returns ms since epoch, or NaN.
 */
export function parseUtc(text: string): number {
  const long = text.length === 24;
  if ((!long && text.length !== 20) || !text.endsWith('Z')) return NaN;
  if (text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[13] !== ':' || text[16] !== ':')
    return NaN;
  if (long && text[19] !== '.') return NaN;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  const second = digits(text, 17, 19);
  const ms = long ? digits(text, 20, 23) : 0;
  if (!(month >= 1 && day >= 1 && day <= daysIn(year, month) && hour < 24 && minute < 60 && second < 60))
    return NaN;
  return daysBefore(year, month, day) * 86_400_000 + ((hour * 60 + minute) * 60 + second) * 1000 + ms;
}

const RFC_3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:(\.\d{3})\d{0,6}|\.\d{1,2})?(Z|[+-]\d\d:\d\d)$/;

/**
 * Reads a time with `Z` or an offset from UTC, as `2024-03-09T20:04:11.123456+01:00`.
 * @returns ms since epoch, or NaN.
 */
export function parseRfc3339(text: string): number {
  const [, seconds, fraction = '', zone] = RFC_3339.exec(text) ?? [];
  if (seconds === undefined || zone === undefined) return NaN;
  const hours = zone === 'Z' ? 0 : digits(zone, 1, 3);
  const minutes = zone === 'Z' ? 0 : digits(zone, 4, 6);
  if (hours > 23 || minutes > 59) return NaN;
  const offset = (hours * 60 + minutes) * 60_000;
  return parseUtc(`${seconds}${fraction}Z`) + (zone.startsWith('-') ? offset : -offset);
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Days from 1970 to a day of the Gregorian calendar. `Date.UTC` takes several times as long. */
function daysBefore(year: number, month: number, day: number): number {
  // Years that begin in March, so that the leap day is their last.
  const years = month > 2 ? year : year - 1;
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leaps = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return 365 * years + leaps + ofYear - 719_468;
}

function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0);
}
