/** Width of a day with its gap, px. */
export const CELL = 13;
const SIDE = 11;

interface Year {
  offset: number;
  levels: readonly number[];
}

/** The column (week) and row (weekday) of a day of the year. @param offset weekday of 1 January, 0 = Monday. */
export function placeOf(day: number, offset: number): { column: number; row: number } {
  return { column: Math.floor((day + offset) / 7), row: (day + offset) % 7 };
}

/** The day at a point of the grid, or undefined beside it. */
export function dayAt(x: number, y: number, { offset, levels }: Year): number | undefined {
  const row = Math.floor(y / CELL);
  if (row < 0 || row > 6) return undefined;
  const day = Math.floor(x / CELL) * 7 + row - offset;
  return day >= 0 && day < levels.length ? day : undefined;
}

/** All days of one level as one path: ten years of single squares would be too much for a phone. */
export function squaresOf({ offset, levels }: Year, level: number): string {
  let path = '';
  for (const [day, found] of levels.entries()) {
    if (found !== level) continue;
    const { column, row } = placeOf(day, offset);
    path += `M${column * CELL} ${row * CELL}h${SIDE}v${SIDE}h-${SIDE}z`;
  }
  return path;
}
