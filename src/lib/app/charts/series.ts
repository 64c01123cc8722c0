import type { Statistics } from '$lib/history/index.ts';
import { formatMonth } from '../dates.ts';
import { countOf, formatCount, formatPercent } from '../format.ts';
import type { SeriesChart } from './shapes.ts';

/** Fewer events than this in a month, and one evening decides its skip rate. */
const FEW_EVENTS = 10;

/** New artists by month. */
export function discoveryChart({ discovery: { months, before } }: Statistics): SeriesChart {
  const found = months.reduce((sum, { artists }) => sum + artists, 0);
  let artists = before.artists;
  let songs = before.songs;
  return {
    title: 'New artists each month',
    summary: `${countOf(found, 'artist')} played for the first time`,
    format: formatCount,
    points: months.map((month) => ({
      label: formatMonth(month.month),
      value: month.artists,
      text: countOf(month.artists, 'new artist')
    })),
    table: {
      columns: ['Month', 'New artists', 'New songs', 'Artists so far', 'Songs so far'],
      rows: months.map((month) => {
        artists += month.artists;
        songs += month.songs;
        return [
          formatMonth(month.month),
          ...[month.artists, month.songs, artists, songs].map((count) => formatCount(count))
        ];
      })
    }
  };
}

/** All songs ever played, by the end of each month. */
export function knownChart({ discovery: { months, before } }: Statistics): SeriesChart {
  let known = before.songs;
  const points = months.map(({ month, songs }) => {
    known += songs;
    return { label: formatMonth(month), value: known, text: countOf(known, 'song') };
  });
  return {
    title: 'Songs known so far',
    summary: `${countOf(known, 'song')} by ${points.at(-1)?.label ?? 'now'}`,
    format: formatCount,
    points,
    table: {
      columns: ['Month', 'Songs so far'],
      rows: points.map(({ label, value }) => [label, formatCount(value)])
    }
  };
}

/** Absent where no source tells of skips, or too few. */
export function skipChart({ skips }: Statistics): SeriesChart | undefined {
  const months = skips.filter(({ events }) => events >= FEW_EVENTS);
  const skipped = months.reduce((sum, month) => sum + month.skips, 0);
  const events = months.reduce((sum, month) => sum + month.events, 0);
  if (months.length < 2 || skipped === 0) return undefined;
  const points = months.map((month) => {
    const share = month.skips / month.events;
    return { label: formatMonth(month.month), value: share, text: `${formatPercent(share)} skipped` };
  });
  return {
    title: 'Skipped within 30 seconds',
    summary: `${formatPercent(skipped / events)} of what was started`,
    format: (share) => `${Number((share * 100).toFixed(1))}%`,
    points,
    table: {
      columns: ['Month', 'Started', 'Skipped', 'Share'],
      rows: months.map((month) => [
        formatMonth(month.month),
        formatCount(month.events),
        formatCount(month.skips),
        formatPercent(month.skips / month.events)
      ])
    }
  };
}

/** Absent for a single year, which a sentence tells better. */
export function diversityChart({ diversity }: Statistics): SeriesChart | undefined {
  const last = diversity.at(-1);
  if (!last || diversity.length < 2) return undefined;
  return {
    title: 'Variety, in evenly played artists',
    summary: `as varied as ${formatCount(last.effective)} evenly played artists in ${last.year}`,
    format: formatCount,
    points: diversity.map(({ year, effective }) => ({
      label: String(year),
      value: effective,
      text: `like ${formatCount(effective)} artists`
    })),
    table: {
      columns: ['Year', 'Plays', 'Artists', 'Evenly played artists', 'Share of the ten most played'],
      rows: diversity.map(({ year, plays, artists, effective, topTen }) => [
        String(year),
        formatCount(plays),
        formatCount(artists),
        effective.toFixed(1),
        formatPercent(topTen)
      ])
    }
  };
}
