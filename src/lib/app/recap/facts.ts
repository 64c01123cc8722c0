import { type Statistics, type Totals } from '$lib/history/index.ts';
import { formatDate, formatWeekday } from '../dates.ts';
import { countOf, formatCount, formatPercent } from '../format.ts';

/** Something to tell of a period: "Longest streak", "14 days", "from 3 May 2025". */
export interface Fact {
  name: string;
  value: string;
  note: string;
}

/** Fewer plays or artists than these say nothing about variety. */
const VARIED = { plays: 50, artists: 10 };

export function recapFacts(statistics: Statistics): Fact[] {
  return [
    discoveries(statistics),
    longestStreak(statistics),
    busiestDay(statistics),
    busiestHour(statistics),
    variety(statistics)
  ].filter((fact) => fact !== undefined);
}

/** Absent where the history begins with the period: then everything would be new. */
function discoveries({ discovery: { months, before } }: Statistics): Fact | undefined {
  if (before.songs === 0) return undefined;
  const artists = months.reduce((sum, month) => sum + month.artists, 0);
  const songs = months.reduce((sum, month) => sum + month.songs, 0);
  return {
    name: 'Discoveries',
    value: countOf(artists, 'new artist'),
    note: `and ${countOf(songs, 'new song')}, never played before`
  };
}

function longestStreak({ streaks: { longest } }: Statistics): Fact | undefined {
  if (!longest || longest.days < 2) return undefined;
  return {
    name: 'Longest streak',
    value: countOf(longest.days, 'day'),
    note: `with music every day, from ${formatDate(longest.from)}`
  };
}

function busiestDay({ days: { first, plays } }: Statistics): Fact | undefined {
  if (plays.length < 2) return undefined;
  const most = plays.reduce((a, b) => Math.max(a, b), 0);
  return {
    name: 'Busiest day',
    value: formatWeekday(first + plays.indexOf(most)),
    note: `with ${countOf(most, 'play')}`
  };
}

function busiestHour({ clock, totals }: Statistics): Fact {
  const hours = clock.weekdays.map(({ plays }, hour) => plays + (clock.weekend[hour]?.plays ?? 0));
  const most = Math.max(...hours);
  const hour = hours.indexOf(most);
  return {
    name: 'Busiest hour',
    value: `${hour}:00 to ${(hour + 1) % 24}:00`,
    note: `when ${formatPercent(most / totals.plays)} of the plays began`
  };
}

/** For several years, the most varied of them. */
function variety({ diversity }: Statistics): Fact | undefined {
  const years = diversity.filter(({ plays, artists }) => plays >= VARIED.plays && artists >= VARIED.artists);
  const [first, ...others] = years;
  if (!first) return undefined;
  const widest = others.reduce((a, b) => (b.effective > a.effective ? b : a), first);
  return {
    name: diversity.length === 1 ? 'Variety' : `Most varied year: ${widest.year}`,
    value: `Like ${countOf(Math.round(widest.effective), 'artist')}`,
    note: `played equally often; ${formatCount(widest.artists)} were played in all`
  };
}

/** "212 plays more than in the period before (2,345), and 12 more artists." */
export function describeChange({ plays, artists }: Totals, before: Statistics): string {
  const than = `than in the period before (${formatCount(before.totals.plays)})`;
  const more = plays - before.totals.plays;
  const wider = artists - before.totals.artists;
  const first =
    more === 0
      ? `As many plays as in the period before`
      : `${countOf(Math.abs(more), 'play')} ${more > 0 ? 'more' : 'fewer'} ${than}`;
  if (wider === 0) return `${first}, by as many artists.`;
  return `${first}, and ${countOf(Math.abs(wider), 'artist')} ${wider > 0 ? 'more' : 'fewer'}.`;
}
