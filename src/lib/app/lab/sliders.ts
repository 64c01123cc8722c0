import { FEWEST_PEOPLE, MOST_PEOPLE } from '$lib/lab/index.ts';

/** Where a slider for the number of people stops: 1, 1.5, 2, 3, 5 and 7 in every power of ten. */
export const PEOPLE_STOPS: readonly number[] = [
  ...[2, 3, 4, 5, 6, 7].flatMap((power) =>
    [1, 1.5, 2, 3, 5, 7].map((digit) => Math.round(digit * 10 ** power))
  ),
  MOST_PEOPLE
].filter((people) => people >= FEWEST_PEOPLE);

/** The stop nearest to a number in ratio, by its place. */
export function nearestStopTo(stops: readonly number[], value: number): number {
  const away = (stop: number) => Math.abs(Math.log(stop / value));
  return stops.reduce((best, stop, n) => (away(stop) < away(stops[best] ?? stop) ? n : best), 0);
}
