import type { Caps } from '../../telemetry/index.ts';

/** What each cap can be set to, within `CAP_RANGES`. */
export const CAP_STOPS: Readonly<Record<keyof Caps, readonly number[]>> = {
  week: [0.1, 0.5, 1, 2, 3, 4, 6, 8, 12, 16],
  year: [1, 5, 10, 25, 50, 100, 150, 200, 300, 400]
};

/** The stop at which a cap stands, or the next one below. */
export function capStop(name: keyof Caps, value: number): number {
  return Math.max(
    0,
    CAP_STOPS[name].findLastIndex((stop) => stop <= value)
  );
}
