const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Upper limits of the pauses that are told apart, ms; longer ones share the last kind. */
const LIMITS = [10 * MINUTE, 30 * MINUTE, 3 * HOUR, 12 * HOUR, 48 * HOUR];

export const GAP_KINDS = LIMITS.length + 1;

/** Which kind of pause lies between two times: within a session, later the same day, ... (ms). */
export function gapKind(from: number, to: number): number {
  const gap = to - from;
  const kind = LIMITS.findIndex((limit) => gap < limit);
  return kind < 0 ? LIMITS.length : kind;
}
