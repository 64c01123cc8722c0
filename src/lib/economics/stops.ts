import type { Parameter } from './parameter.ts';

const STEPS = 60;

/** The values that a slider stops at, in order: round ones, both ends, and the value it begins with. */
export function stopsOf({ value, range, scale, whole }: Parameter): number[] {
  if (!range) return [value];
  const { low, high } = range;
  const between = Array.from({ length: STEPS - 1 }, (_, n) => {
    const at = (n + 1) / STEPS;
    const raw = scale === 'log' ? low * (high / low) ** at : low + (high - low) * at;
    return whole ? Math.round(Number(raw.toPrecision(2))) : Number(raw.toPrecision(2));
  }).filter((stop) => stop > low && stop < high);
  return [...new Set([low, ...between, value, high])].sort((a, b) => a - b);
}

/** The stop nearest to a value, by its place. */
export function nearestStop(stops: readonly number[], value: number): number {
  return stops.reduce(
    (found, stop, index) => (Math.abs(stop - value) < Math.abs((stops[found] ?? 0) - value) ? index : found),
    0
  );
}
