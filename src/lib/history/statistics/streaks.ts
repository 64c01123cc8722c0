import type { Days } from './days.ts';

/** Days in a row with at least one play each. */
export interface Streak {
  /** First day since 1 January 1970. */
  from: number;
  days: number;
}

export interface Streaks {
  longest?: Streak;
  /** Runs until today or yesterday: today's play may be yet to come. */
  current?: Streak;
}

/** @param today since 1 January 1970. */
export function streaksOf({ first, plays }: Days, today: number): Streaks {
  let longest: Streak | undefined;
  let running: Streak | undefined;
  for (const [at, count] of plays.entries()) {
    if (count === 0) running = undefined;
    else if (running) running.days++;
    else running = { from: first + at, days: 1 };
    if (running && running.days > (longest?.days ?? 0)) longest = { ...running };
  }
  const last = first + plays.length - 1;
  return {
    ...(longest && { longest }),
    ...(running && last >= today - 1 && last <= today && { current: running })
  };
}
