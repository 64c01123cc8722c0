import { scaleLinear, scaleLog } from 'd3-scale';
import { line } from 'd3-shape';
import './chart.css';

export interface Point {
  x: number;
  y: number;
}

/** A map of values to pixels. */
export type Scale = (value: number) => number;

export function scaleOf(domain: readonly [number, number], range: readonly [number, number]): Scale {
  return scaleLinear(domain, range);
}

/** For values that span orders of magnitude; all above zero. */
export function logScaleOf(domain: readonly [number, number], range: readonly [number, number]): Scale {
  return scaleLog(domain, range);
}

/** The powers of ten that hold `low` ... `high`, both above zero. */
export function powersOfTen(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.max(first + 1, Math.ceil(Math.log10(high)));
  return Array.from({ length: last - first + 1 }, (_, n) => Number(`1e${first + n}`));
}

/** Round values that cover `low` ... `high` in about `most` steps: the ends are the axis. */
export function ticksOf(low: number, high: number, most: number): number[] {
  const end = high > low ? high : low + (Math.abs(low) || 1);
  return scaleLinear([low, end], [0, 1]).nice(most).ticks(most);
}

export function lineThrough(points: readonly Point[], x: Scale, y: Scale): string {
  const draw = line<Point>(
    (point) => x(point.x),
    (point) => y(point.y)
  ).digits(1);
  return draw(points) ?? '';
}

/** Moves texts at these heights up where they would stand on one another. Lowest first. */
export function standApart<T extends { end: number }>(
  lines: readonly T[],
  apart: number,
  lowest: number
): (T & { at: number })[] {
  let free = lowest;
  return lines
    .toSorted((a, b) => b.end - a.end)
    .map((line) => {
      const at = Math.min(line.end + 4, free - apart);
      free = at;
      return { ...line, at };
    });
}
