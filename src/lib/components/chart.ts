export interface Point {
  x: number;
  y: number;
}

/** A linear map of values to pixels. */
export type Scale = (value: number) => number;

export function scaleOf([d0, d1]: readonly [number, number], [r0, r1]: readonly [number, number]): Scale {
  const span = d1 - d0 || 1;
  return (value) => r0 + ((value - d0) / span) * (r1 - r0);
}

/** Round values that cover `low` ... `high` in at most `most` steps: the ends are the axis. */
export function ticksOf(low: number, high: number, most: number): number[] {
  const raw = (high - low || Math.abs(high) || 1) / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw) ?? 10);
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  return Array.from({ length: last - first + 1 }, (_, n) => Number(((first + n) * step).toPrecision(12)));
}

export function lineThrough(points: readonly Point[], x: Scale, y: Scale): string {
  return points.map((point, n) => `${n === 0 ? 'M' : 'L'}${round(x(point.x))} ${round(y(point.y))}`).join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
