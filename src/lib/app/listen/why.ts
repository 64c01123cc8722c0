import type { Candidate, Effect, Recommendation, Row } from '$lib/recommender/index.ts';
import type { ListedRow } from './listed.ts';
import type { Figure } from '../figures.ts';
import { countOf, formatCount } from '../format.ts';
import { partNames } from '../parts.ts';
import { describeDay } from '../reasons.ts';

/** One part of a score. */
export interface ContributionBar {
  name: string;
  value: string;
  /** Length of the bar, 0 ... 1: the largest part has all of it. */
  size: number;
  /** It speaks against the song. */
  against: boolean;
}

/** Everything that made a row's place, in words and figures. */
export interface WhyAccount {
  figures: Figure[];
  contributions: ContributionBar[];
  /** What moved it: "Your like: up about 6 places" */
  effects: string[];
}

/** Why a row stands in a list, in one word; undefined where the recommender alone put it there. */
export function describeExploring({ exploring }: Pick<Row<Candidate>, 'exploring'>): string | undefined {
  switch (exploring) {
    case 'slot':
      return 'Exploring: a less certain pick, one in eight';
    case 'slider':
      return 'Exploring: lifted because you asked for new';
    case undefined:
      return undefined;
  }
}

/**
 * @param length of the recommender's own list
 * @param now ms since epoch
 * @param when "Saturday morning"
 */
export function accountOf(
  { place, effects, candidate }: ListedRow,
  { length, now, when }: { length: number; now: number; when: string }
): WhyAccount {
  const { score, contributions, reason } = candidate;
  const { plays, lastPlayedAt } = reason;
  return {
    figures: [
      ...(place === undefined
        ? []
        : [{ name: 'Model’s place', value: `${formatCount(place + 1)} of ${formatCount(length)}` }]),
      ...(score === undefined ? [] : [{ name: 'Score', value: score.toPrecision(3) }]),
      { name: 'Heard', value: countOf(plays, 'time') },
      {
        name: 'Last heard',
        value: plays === 0 ? 'never' : describeDay(lastPlayedAt, now),
        words: true
      }
    ],
    contributions: barsOf(contributions ?? []),
    effects: effects.map((effect) => describeEffect(effect, length, when))
  };
}

function barsOf(contributions: NonNullable<Recommendation['contributions']>): ContributionBar[] {
  const most = Math.max(...contributions.map(({ value }) => Math.abs(value)));
  return contributions
    .filter(({ value }) => value !== 0)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .map(({ part, value }) => ({
      name: partNames[part],
      value: value.toPrecision(2),
      size: Math.abs(value) / most,
      against: value < 0
    }));
}

function describeEffect({ cause, share }: Effect, length: number, when: string): string {
  const places = Math.round(Math.abs(share) * Math.max(1, length - 1));
  const moved =
    places === 0 ? 'less than one place' : `${share > 0 ? 'up' : 'down'} about ${countOf(places, 'place')}`;
  switch (cause) {
    case 'like':
      return `You liked it: ${moved}`;
    case 'less-of-artist':
      return `You asked for less of this artist: ${moved}`;
    case 'novelty':
      return `The slider between familiar and new: ${moved}`;
    case 'context':
      return `${when}, compared with other times: ${moved}`;
  }
}
