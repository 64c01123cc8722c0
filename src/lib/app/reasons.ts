import type { Song } from '$lib/history/index.ts';
import type { Reason, SongPast } from '$lib/recommender/index.ts';
import { LOCALE } from './format.ts';

/** Titles inside a sentence are cut here; the row itself shows the song's own title. */
const LONGEST_TITLE = 60;

/** Why a song is in a list of songs that go with another one. */
export interface Together extends SongPast {
  kind: 'together';
  with: Song;
  /** How often it was heard near that one, in one sitting. */
  times: number;
}

/** One line that says why a song is in the list. Only what the reason states, nothing guessed. */
export function describeReason(reason: Reason | Together, now: number, locale = LOCALE): string {
  const own = describePast(reason, now, locale);
  switch (reason.kind) {
    case 'returning':
      return reason.plays === 1 ? `You played this ${own}` : `You’ve played this ${own}`;
    case 'follows': {
      const after = `after ${quoteTitle(reason.after.title)}`;
      const count = times(reason.times, locale);
      const habit =
        reason.times < 3 ? `You played it ${count} ${after}` : `You often play it ${after} (${count})`;
      return `${habit}, which you heard ${describeDay(reason.afterPlayedAt, now, locale)}`;
    }
    case 'because': {
      const when = describeDay(reason.playedAt, now, locale);
      return `Because you played ${quoteTitle(reason.song.title)} ${when}. Heard ${own}`;
    }
    case 'alike': {
      const when = describeDay(reason.playedAt, now, locale);
      return `New to you: ${describeShared(reason.shared)} ${quoteTitle(reason.song.title)}, heard ${when}`;
    }
    case 'together': {
      const near = `${times(reason.times, locale)} near ${quoteTitle(reason.with.title)} in a sitting`;
      const last = describeDay(reason.lastPlayedAt, now, locale);
      return `Heard ${near}, ${times(reason.plays, locale)} in all, last ${last}`;
    }
  }
}

/** "the same kind (Drift) and pace (slow) as" */
function describeShared(shared: readonly string[]): string {
  const [last, ...before] = shared.toReversed();
  if (last === undefined) return 'a little like';
  const list = before.length > 0 ? `${before.toReversed().join(', ')} and ${last}` : last;
  return `the same ${list} as`;
}

/** "once, yesterday", "23 times, last 3 weeks ago" */
function describePast({ plays, lastPlayedAt }: SongPast, now: number, locale: string): string {
  return `${times(plays, locale)}, ${plays === 1 ? '' : 'last '}${describeDay(lastPlayedAt, now, locale)}`;
}

/** "today", "yesterday", "5 days ago", "3 weeks ago", "in March 2024": by the listener's calendar. */
export function describeDay(time: number, now: number, locale = LOCALE): string {
  // A play stamped later than this device's clock (another time zone, a wrong clock) counts as today.
  const days = Math.max(0, dayNumber(now) - dayNumber(time));
  if (days === 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days < 14) return `${days} days ago`;
  if (days < 56) return `${Math.floor(days / 7)} weeks ago`;
  return `in ${new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' }).format(time)}`;
}

/** Days since 1970 in local time; through UTC so that a change of summer time cannot lose a day. */
export function dayNumber(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000;
}

function times(n: number, locale: string): string {
  if (n === 1) return 'once';
  if (n === 2) return 'twice';
  return `${new Intl.NumberFormat(locale).format(n)} times`;
}

/** A title fit for the middle of an English sentence. */
export function quoteTitle(title: string): string {
  const short = shorten(title, LONGEST_TITLE);
  // Right-to-left titles get direction isolates, or they would reorder the words around them.
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(short) ? `\u2068${short}\u2069` : short;
}

/** Cuts a text of any length, between two code points. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  // Splitting a surrogate pair would leave half a character behind.
  const end = /[\ud800-\udbff]/.test(text.charAt(length - 2)) ? length - 2 : length - 1;
  return `${text.slice(0, end).trimEnd()}…`;
}
