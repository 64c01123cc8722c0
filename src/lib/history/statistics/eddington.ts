import type { Days } from './days.ts';

/** The largest E such that on E days at least E pieces were played (after A. Eddington's measure of cycling). */
export function eddingtonOf({ plays }: Pick<Days, 'plays'>): number {
  const sorted = Float64Array.from(plays).sort().reverse();
  let days = 0;
  while (days < sorted.length && (sorted[days] ?? 0) > days) days++;
  return days;
}
