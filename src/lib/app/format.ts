/** The words of the interface are English, so dates and numbers are too, whatever the system's language. */
export const LOCALE = 'en-GB';

/** Made when it is first used: a browser takes its time for each formatter, and a page's start would wait for all. */
export function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

const whole = lazily(() => new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 }));
const day = lazily(
  () => new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric' })
);
const utcDay = lazily(
  () => new Intl.DateTimeFormat(LOCALE, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' })
);
const dayAndTime = lazily(
  () =>
    new Intl.DateTimeFormat(LOCALE, {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit'
    })
);

export function formatCount(n: number): string {
  return whole().format(n);
}

/** "1 play", "2,345 plays" */
export function countOf(n: number, one: string, many = `${one}s`): string {
  return `${whole().format(n)} ${n === 1 ? one : many}`;
}

/** "24 Nov 2026" @param time ms since epoch */
export function formatDay(time: number): string {
  return day().format(time);
}

/** The same of a day that is counted in UTC, wherever the reader is. @param time ms since epoch */
export function formatUtcDay(time: number): string {
  return utcDay().format(time);
}

/** The same with hours and minutes, where the reader is. @param time ms since epoch */
export function formatDayAndTime(time: number): string {
  return dayAndTime().format(time);
}

/** Decimal units, as systems show file sizes: "812 kB", "4.2 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const [value, unit] =
    bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${value < 10 ? value.toFixed(1) : whole().format(value)} ${unit}`;
}

/** "40 s", "3 min", "1 h 20 min": coarse, as estimates should be. */
export function formatDuration(seconds: number): string {
  if (seconds < 1) return 'under 1 s';
  if (seconds < 90) return `${whole().format(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest > 0 ? ` ${rest} min` : ''}`;
}

/** "3:05", as players show times. */
export function formatTime(seconds: number): string {
  const all = Math.max(0, Math.floor(seconds));
  return `${Math.floor(all / 60)}:${String(all % 60).padStart(2, '0')}`;
}

/** "0.08 ms", "3.5 ms", "35 ms", "1.2 s" */
export function formatMilliseconds(ms: number): string {
  if (ms >= 999.5) return `${(ms / 1000).toFixed(1)} s`;
  if (ms >= 9.95) return `${whole().format(ms)} ms`;
  if (ms >= 0.995) return `${ms.toFixed(1)} ms`;
  return ms < 0.005 ? 'under 0.01 ms' : `${ms.toFixed(2)} ms`;
}

/** "4.2 %", "37 %" @param share 0 ... 1 */
export function formatPercent(share: number): string {
  const percent = share * 100;
  return `${percent > 0 && percent < 10 ? percent.toFixed(1) : whole().format(percent)}\u202f%`;
}
