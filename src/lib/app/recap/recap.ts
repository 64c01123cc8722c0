import type { Statistics, TopEntry } from '$lib/history/index.ts';
import { describeHeard, formatHeard } from '../charts/measure.ts';
import type { Figure } from '../figures.ts';
import { formatCount } from '../format.ts';
import { describeChange, type Fact, recapFacts } from './facts.ts';
import { recapName, type RecapPeriod } from './period.ts';

/** Fewer plays than this make a ranking of coincidences. */
export const FEW = 20;
const SHOWN = 5;

export interface RecapEntry {
  key: string;
  name: string;
  by: string | undefined;
  /** "12 plays" */
  value: string;
}

/** A period in words and numbers, ready to be shown. */
export interface Recap {
  period: RecapPeriod;
  /** In one line or two. */
  name: readonly string[];
  plays: number;
  figures: readonly Figure[];
  artists: readonly RecapEntry[];
  songs: readonly RecapEntry[];
  albums: readonly RecapEntry[];
  /** Empty where there are too few plays to tell habit from coincidence. */
  facts: readonly Fact[];
  /** Against the period before; absent where that would not be fair. */
  change: string | undefined;
}

/** @param before the statistics of the period before, where it can be compared. */
export function recapOf(period: RecapPeriod, statistics: Statistics, before?: Statistics): Recap {
  const { totals, top } = statistics;
  const few = totals.plays < FEW;
  return {
    period,
    name: recapName(period),
    plays: totals.plays,
    figures: recapFigures(statistics),
    artists: entriesOf(top.artists),
    songs: entriesOf(top.songs),
    albums: entriesOf(top.albums),
    facts: few ? [] : recapFacts(statistics),
    change: few || !before ? undefined : describeChange(totals, before)
  };
}

function recapFigures({ totals }: Statistics): Figure[] {
  return [
    { name: totals.plays === 1 ? 'Play' : 'Plays', value: formatCount(totals.plays) },
    // Without a single known duration, no time is better than none heard.
    ...(totals.unknown < totals.plays ? [{ name: 'Time', value: formatHeard(totals.ms) }] : []),
    { name: totals.artists === 1 ? 'Artist' : 'Artists', value: formatCount(totals.artists) },
    { name: totals.songs === 1 ? 'Song' : 'Songs', value: formatCount(totals.songs) }
  ];
}

function entriesOf(entries: readonly TopEntry[]): RecapEntry[] {
  return entries.slice(0, SHOWN).map(({ key, name, by, ...heard }) => ({
    key,
    name,
    by,
    value: describeHeard(heard, 'plays')
  }));
}
