/** What is drawn alike on a cover, on a 64 by 64 grid, in one element: a page holds dozens of covers. */
export interface CoverPath {
  /** From 1 (palest) to 4 (the accent itself). */
  tint: number;
  /** Of its line; undefined where it is filled. */
  width?: number;
  d: string;
}

export interface CoverPattern {
  ground: number;
  paths: CoverPath[];
}

/** Chooses one of so many, from 0. */
export type Take = (choices: number) => number;

export function circle(cx: number, cy: number, r: number): string {
  return `M${cx - r} ${cy}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0z`;
}

/** Upright, with round ends. */
export function bar(x: number, y: number, width: number, height: number): string {
  const r = width / 2;
  return `M${x} ${y + r}a${r} ${r} 0 0 1 ${width} 0v${height - width}a${r} ${r} 0 0 1 ${-width} 0z`;
}

/** The outlines of so many, as one. */
export function each(count: number, draw: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => draw(n)).join('');
}
