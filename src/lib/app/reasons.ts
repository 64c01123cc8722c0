import type { Song } from '$lib/history/index.ts';
import type { Reason, SongPast } from '$lib/recommender/index.ts';
import { formatLongMonth } from './dates.ts';
import { formatCount } from './format.ts';

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
export function describeReason(reason: Reason | Together, now: number): string {
  const own = describePast(reason, now);
  switch (reason.kind) {
    case 'returning':
      return reason.plays === 1 ? `You played this ${own}` : `You’ve played this ${own}`;
    case 'follows': {
      const after = `after ${quoteTitle(reason.after.title)}`;
      const count = times(reason.times);
      const habit =
        reason.times < 3 ? `You played it ${count} ${after}` : `You often play it ${after} (${count})`;
      return `${habit}, which you heard ${describeDay(reason.afterPlayedAt, now)}`;
    }
    case 'because': {
      const when = describeDay(reason.playedAt, now);
      return `Because you played ${quoteTitle(reason.song.title)} ${when}. Heard ${own}`;
    }
    case 'alike': {
      const when = describeDay(reason.playedAt, now);
      return `New to you: ${describeShared(reason.shared)} ${quoteTitle(reason.song.title)}, heard ${when}`;
    }
    case 'together': {
      const near = `${times(reason.times)} near ${quoteTitle(reason.with.title)} in a sitting`;
      const last = describeDay(reason.lastPlayedAt, now);
      return `Heard ${near}, ${times(reason.plays)} in all, last ${last}`;
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
function describePast({ plays, lastPlayedAt }: SongPast, now: number): string {
  return `${times(plays)}, ${plays === 1 ? '' : 'last '}${describeDay(lastPlayedAt, now)}`;
}

/** "today", "yesterday", "5 days ago", "3 weeks ago", "in March 2024": by the listener's calendar. */
export function describeDay(time: number, now: number): string {
  // A play stamped later than this device's clock (another time zone, a wrong clock) counts as today.
  const days = Math.max(0, dayNumber(now) - dayNumber(time));
  if (days === 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days < 14) return `${days} days ago`;
  if (days < 56) return `${Math.floor(days / 7)} weeks ago`;
  return `in ${formatLongMonth(time)}`;
}

/** Days since 1970 in local time; through UTC so that a change of summer time cannot lose a day. */
export function dayNumber(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000;
}

function times(n: number): string {
  if (n === 1) return 'once';
  if (n === 2) return 'twice';
  return `${formatCount(n)} times`;
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
