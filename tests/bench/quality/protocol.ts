import { selectPlays, type PlayLog } from '../../../src/lib/recommender/mixture/log.ts';
import type { Format } from './read.ts';

/** Plays to learn from, and plays of the whole log to predict. */
export interface Slice {
  learn: PlayLog;
  isCase: (play: number) => boolean;
}

export interface Protocol {
  log: PlayLog;
  /** What the gate is learnt on, and what is reported. */
  tune: Slice;
  test: Slice;
  /** Whether songs that the listener has played are no candidates. */
  masksHeard: boolean;
}

/**
 * `plays`: cut by time at the 80 % and 90 % quantiles of all times. Learn from the plays before a cut, predict those
 * after it (up to the next) of everyone who has an earlier play, each from all of their earlier plays.
 * `leave-one-out`: learn from all but the last two plays of everyone; tune on the last but one, test on the last, each
 * predicted from all plays before it, without learning anew. What was heard is not ranked.
 */
export function protocolOf(log: PlayLog, format: Format): Protocol {
  if (format === 'plays') {
    const times = log.at.toSorted();
    const [first, second] = [quantileOf(times, 0.8), quantileOf(times, 0.9)];
    const at = (play: number) => log.at[play] ?? 0;
    const isLater = (play: number) => play > 0 && log.listener[play] === log.listener[play - 1];
    const slice = (cut: number, end: number): Slice => ({
      learn: selectPlays(log, (play) => at(play) < cut),
      isCase: (play) => at(play) >= cut && at(play) < end && isLater(play)
    });
    return { log, tune: slice(first, second), test: slice(second, Infinity), masksHeard: false };
  }
  const isLast = (play: number, back: number) =>
    log.listener[play + back] === log.listener[play] && log.listener[play + back + 1] !== log.listener[play];
  const learn = selectPlays(log, (play) => !isLast(play, 0) && !isLast(play, 1));
  return {
    log,
    tune: { learn, isCase: (play) => isLast(play, 1) },
    test: { learn, isCase: (play) => isLast(play, 0) },
    masksHeard: true
  };
}

/** Linear between neighbours, as NumPy's. */
function quantileOf(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const [low, high] = [sorted[below] ?? 0, sorted[below + 1] ?? sorted[below] ?? 0];
  return low + (place - below) * (high - low);
}
