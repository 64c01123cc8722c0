import type { Past } from '../mixture/past.ts';
import { ownPart } from './part.ts';

/** Plays that are looked back on, and ahead from where they were heard before; what a play further off weighs. */
const BACK = 8;
const AHEAD = 12;
const FADE = 0.8;
/** Repeats longer than this are one to us. */
const LONGEST = 10;
/** Within this time, ms, when a song was heard makes no difference to how well it is kept in mind. */
const SAME = 6 * 60 * 60_000;
/** Powers to which what speaks for a song is taken (`repeats`, `newHere` and `here`: powers of e). */
export interface HabitWeights {
  /** Plays since it was heard last. */
  spacing: number;
  /** Plays in a row, up to now, that led to it before. */
  repeats: number;
  /** How much it was heard soon after the latest plays. */
  following: number;
  /** How often and how lately it was heard: base level with d = 1. */
  memory: number;
  /** 1 where it was heard in this session for the first time. */
  newHere: number;
  /** Times it was heard in this session. */
  here: number;
}

/** Chosen to one decimal on the tuning slice of 30Music: `npm run bench -- quality --search`. */
export const HABIT: HabitWeights = {
  spacing: 0.4,
  repeats: 1,
  following: 0.8,
  memory: 0.4,
  newHere: 0.8,
  here: -0.4
};

/**
 * What a listener comes back to, from their own plays alone: a song follows when the plays so far repeat a stretch that
 * led to it, when it was heard after what is on now, when it is well remembered, and when it was not on just now.
 */
export const habit = habitWith(HABIT);

export function habitWith(weights: HabitWeights): ReturnType<typeof ownPart> {
  return ownPart('habit', (past, at, row) => {
    const following = followers(past);
    const repeats = repeatedStretches(past);
    for (const item of past.songs()) {
      const positions = past.positions(item);
      let memory = 0;
      let here = 0;
      for (const position of positions) {
        memory += 1000 / Math.max(SAME, at - (past.at[position] ?? 0));
        if (position >= past.sessionStart) here++;
      }
      row[item] = Math.exp(
        weights.spacing * Math.log(past.length - (positions.at(-1) ?? 0)) +
          weights.repeats * (repeats.get(item) ?? 0) +
          weights.following * Math.log1p(10 * (following.get(item) ?? 0)) +
          weights.memory * Math.log(memory) +
          weights.newHere * Number(here === positions.length) +
          weights.here * here
      );
    }
  });
}

/** How much each song was heard soon after the latest ones: FADE^(distance there + distance of the latest from now). */
function followers({ items, length, positions }: Past): Map<number, number> {
  const sums = new Map<number, number>();
  for (let back = 0; back < Math.min(BACK, length); back++) {
    for (const position of positions(items[length - 1 - back] ?? -1)) {
      const end = Math.min(position + AHEAD, length - 2 - back);
      for (let next = position + 1; next <= end; next++) {
        const item = items[next] ?? 0;
        sums.set(item, (sums.get(item) ?? 0) + FADE ** (next - position + back));
      }
    }
  }
  return sums;
}

/** Of each song that came directly after the latest one: how many plays before it were the same as now, at most. */
function repeatedStretches({ items, length, positions }: Past): Map<number, number> {
  const longest = new Map<number, number>();
  for (const position of positions(items[length - 1] ?? -1)) {
    if (position + 1 >= length) continue;
    let same = 1;
    while (same < LONGEST && same <= position && items[position - same] === items[length - 1 - same]) same++;
    const next = items[position + 1] ?? 0;
    longest.set(next, Math.max(longest.get(next) ?? 0, same));
  }
  return longest;
}
