import { isGenerated } from '$lib/catalogue/index.ts';
import { artistKey, type Feedback, type Song } from '$lib/history/index.ts';
import {
  type HeardSong,
  holds,
  type Reason,
  type Recommendation,
  type Row,
  type SimilarSong,
  verdictsAt
} from '$lib/recommender/index.ts';
import type { Together } from '../reasons.ts';

/** A song of the list, from wherever it comes. */
export interface Listed extends Partial<Pick<Recommendation, 'score' | 'contributions'>> {
  song: Song;
  artist: string;
  apart?: string;
  reason: Reason | Together;
}

/** A row, of the list or of the songs to rediscover, which have no place. */
export interface ListedRow extends Omit<Row<Listed>, 'place'> {
  place: number | undefined;
}

/** By song key: what the time of the week says of nothing. */
export const NO_LIFTS: ReadonlyMap<string, number> = new Map();

export function recommendedSong(recommendation: Recommendation): Listed {
  const { key, artist, uri } = recommendation.song;
  // A family of generated music is a kind and no artist: more of one kind is what its listener came for.
  const apart = isGenerated(uri) ? { apart: key } : {};
  return { ...recommendation, ...apart, artist: artistKey(artist) };
}

/** @param chosen the song that it goes with */
export function similarSong(
  chosen: Song,
  { song, artist, plays, lastPlayedAt, together }: SimilarSong
): Listed {
  const reason = { kind: 'together', with: chosen, times: together, plays, lastPlayedAt } as const;
  return { song, artist, reason };
}

export function rememberedRow({ song, artist, plays, lastPlayedAt }: HeardSong): ListedRow {
  const reason = { kind: 'returning', plays, lastPlayedAt } as const;
  return { candidate: { song, artist, reason }, place: undefined, effects: [], exploring: undefined };
}

export function keysOf(rows: readonly ListedRow[]): ReadonlySet<string> {
  return new Set(rows.map(({ candidate }) => candidate.song.key));
}

/** The verdicts that keep songs of a list out of sight. @param now ms since epoch */
export function hidingVerdicts(
  feedback: readonly Feedback[],
  listed: readonly Listed[],
  now: number
): Feedback[] {
  const { hidden } = verdictsAt(feedback, now);
  const keys = new Set(listed.map(({ song }) => song.key).filter((key) => hidden.has(key)));
  return feedback.filter(
    (verdict) =>
      (verdict.kind === 'not-for-me' || verdict.kind === 'not-now') &&
      keys.has(verdict.subject) &&
      holds(verdict, now)
  );
}
