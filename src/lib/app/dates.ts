// Dates in British English, whatever the system's language; the words of the interface are English, too. By hand, for
// the first date that `Intl` writes takes a phone 100 ms, in which no page answers.

/** By their numbers 0 ... 11. */
export const MONTHS: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December'
];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const DAY = 24 * 60 * 60_000;

/** "24 Nov 2026" @param time ms since epoch */
export function formatDay(time: number): string {
  const at = new Date(time);
  return `${at.getDate()} ${shortMonth(at.getMonth())} ${at.getFullYear()}`;
}

/** "16:05", where the reader is. @param time ms since epoch */
export function formatTimeOfDay(time: number): string {
  const at = new Date(time);
  return `${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`;
}

/** "24 Nov 2026, 16:05", where the reader is. @param time ms since epoch */
export function formatDayAndTime(time: number): string {
  return `${formatDay(time)}, ${formatTimeOfDay(time)}`;
}

/** "November 2026", where the reader is. @param time ms since epoch */
export function formatLongMonth(time: number): string {
  const at = new Date(time);
  return `${longMonth(at.getMonth())} ${at.getFullYear()}`;
}

/** "3 May 2024" @param day since 1 January 1970 */
export function formatDate(day: number): string {
  return `${formatDayAndMonth(day)} ${new Date(day * DAY).getUTCFullYear()}`;
}

/** "3 May" @param day since 1 January 1970 */
export function formatDayAndMonth(day: number): string {
  const at = new Date(day * DAY);
  return `${at.getUTCDate()} ${shortMonth(at.getUTCMonth())}`;
}

/** "Fri, 3 May 2024" @param day since 1 January 1970 */
export function formatWeekday(day: number): string {
  return `${WEEKDAYS[new Date(day * DAY).getUTCDay()] ?? ''}, ${formatDate(day)}`;
}

/** "May 2024" @param month since January 1970 */
export function formatMonth(month: number): string {
  return `${shortMonth(monthOfYear(month))} ${1970 + Math.floor(month / 12)}`;
}

/** "May" @param month 0 ... 11 */
export function longMonth(month: number): string {
  return MONTHS[month] ?? '';
}

/** British English cuts September after four letters. */
function shortMonth(month: number): string {
  return longMonth(month).slice(0, month === 8 ? 4 : 3);
}

function monthOfYear(month: number): number {
  return ((month % 12) + 12) % 12;
}

function twoDigits(n: number): string {
  return String(n).padStart(2, '0');
}
