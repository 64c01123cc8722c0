import type { Statistics } from '$lib/history/index.ts';
import { formatDate } from '../dates.ts';
import type { Figure } from '../figures.ts';
import { countOf, formatCount, formatDuration, formatPercent } from '../format.ts';
import { formatHeard } from './measure.ts';

export function periodFigures({ totals }: Statistics): Figure[] {
  return [
    { name: 'Plays', value: formatCount(totals.plays) },
    { name: 'Time', value: totals.ms === 0 && totals.unknown > 0 ? 'unknown' : formatHeard(totals.ms) },
    { name: 'Artists', value: formatCount(totals.artists) },
    { name: 'Songs', value: formatCount(totals.songs) },
    { name: 'Days with music', value: formatCount(totals.days) }
  ];
}

/** What the time figures leave out; absent where they leave out nothing. */
export function describeUnknown({ totals }: Statistics): string | undefined {
  if (totals.unknown === 0) return undefined;
  const which =
    totals.unknown === totals.plays
      ? 'None of these plays say'
      : totals.unknown === 1
        ? '1 play does not say'
        : `${formatCount(totals.unknown)} plays do not say`;
  return `${which} how long they lasted, so they count nothing towards the time.`;
}

export function habitFigures({ streaks, sessions, eddington }: Statistics): Figure[] {
  const { longest, current } = streaks;
  return [
    ...(longest ? [{ name: 'Longest streak', value: countOf(longest.days, 'day') }] : []),
    ...(current && current.days > 1 ? [{ name: 'Current streak', value: countOf(current.days, 'day') }] : []),
    { name: 'Sittings', value: formatCount(sessions.count) },
    { name: 'Usual sitting', value: formatDuration(sessions.medianMs / 1000) },
    ...(sessions.longest
      ? [{ name: 'Longest sitting', value: formatDuration(sessions.longest.ms / 1000) }]
      : []),
    { name: 'Eddington number', value: formatCount(eddington) }
  ];
}

/** When the longest streak was, and what the figures mean. */
export function describeHabits({ streaks: { longest }, eddington }: Statistics): string {
  const streak =
    longest && longest.days > 1 ? `The longest streak began on ${formatDate(longest.from)}. ` : '';
  return (
    `${streak}A sitting ends after half an hour of silence. The Eddington number says that on ` +
    `${countOf(eddington, 'day')} there were at least ${countOf(eddington, 'play')}.`
  );
}

/** One year's variety in a sentence; absent where there are too few plays to say. */
export function describeVariety({ diversity }: Statistics): string | undefined {
  const last = diversity.at(-1);
  if (!last || last.plays < 50) return undefined;
  const spread =
    `The plays of ${last.year} were as varied as ${formatCount(last.effective)} evenly played artists would be, ` +
    `out of ${formatCount(last.artists)} heard.`;
  return last.artists > 10 ? `${spread} The ten most played took ${formatPercent(last.topTen)}.` : spread;
}
