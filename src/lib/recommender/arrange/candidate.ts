import type { Song } from '../../history/index.ts';
import type { SongPast } from '../types.ts';

/** A song that may be listed; the recommender hands them over best first. */
export interface Candidate {
  song: Song;
  /** Key of its artist. */
  artist: string;
  /** Songs with equal ones do not come one after the other; default: the artist. */
  apart?: string;
  reason: SongPast;
}

/**
 * How well the listener knows each candidate, 0 ... 1: the mean of its standing among all candidates by plays and by
 * the time of its last play. By standing and not by number, so that one song on repeat does not make all others new.
 */
export function familiarities(candidates: readonly Candidate[]): number[] {
  const plays = standings(candidates.map(({ reason }) => reason.plays));
  const recency = standings(candidates.map(({ reason }) => reason.lastPlayedAt));
  return candidates.map((_, i) => ((plays[i] ?? 0) + (recency[i] ?? 0)) / 2);
}

/** By value: the share of the other values below it, equal ones counting half. */
function standings(values: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  const others = Math.max(1, values.length - 1);
  return values.map((value) => {
    const below = lowerBound(sorted, value);
    const equal = upperBound(sorted, value) - below - 1;
    return (below + equal / 2) / others;
  });
}

function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function upperBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
