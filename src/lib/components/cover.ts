import { familyCover } from './family-covers.ts';

/** One shape of a cover, on a 64 by 64 grid; `tint` is 1 (palest) to 4 (the accent itself). */
export type Shape =
  | { kind: 'circle'; cx: number; cy: number; r: number; tint: number }
  | { kind: 'ring'; cx: number; cy: number; r: number; width: number; tint: number }
  | { kind: 'bar'; x: number; y: number; width: number; height: number; tint: number }
  | { kind: 'wave'; d: string; width: number; tint: number };

export interface CoverPattern {
  ground: number;
  shapes: Shape[];
}

/**
 * The picture of a song: always the same for the same key, so that people can find it again by its looks. Pieces of the
 * catalogue, by their ids, look like their family.
 */
export function coverOf(key: string): CoverPattern {
  const take = digits(key);
  const ofFamily = familyCover(key, take);
  if (ofFamily) return ofFamily;
  // Warm or quiet grounds; the darkest tint never lies on itself.
  const ground = take(5);
  const pattern = [rings, bars, waves, moon][take(4)] ?? rings;
  return { ground, shapes: pattern(take, ground) };
}

/** Shapes drawn alike, as one path; `width` is that of its line, undefined where it is filled. */
export interface CoverPath {
  tint: number;
  width: number | undefined;
  d: string;
}

/** A cover in as few elements as it takes: a page holds dozens of covers, and each element costs it time to start. */
export function coverPaths(shapes: readonly Shape[]): CoverPath[] {
  const paths: CoverPath[] = [];
  for (const shape of shapes) {
    const width = 'd' in shape || shape.kind === 'ring' ? shape.width : undefined;
    const same = paths.find((path) => path.tint === shape.tint && path.width === width);
    if (same) same.d += outlineOf(shape);
    else paths.push({ tint: shape.tint, width, d: outlineOf(shape) });
  }
  return paths;
}

function outlineOf(shape: Shape): string {
  if (shape.kind === 'wave') return shape.d;
  if (shape.kind === 'bar') {
    const { x, y, width, height } = shape;
    const arc = `a${width / 2} ${width / 2} 0 0 1`;
    return `M${x} ${y + width / 2}${arc} ${width} 0v${height - width}${arc} ${-width} 0z`;
  }
  const { cx, cy, r } = shape;
  return `M${cx - r} ${cy}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0z`;
}

/** Chooses one of so many, from 0. */
export type Take = (choices: number) => number;

/** Sound leaving a source near a corner. */
function rings(take: Take, ground: number): Shape[] {
  const cx = take(2) * 64;
  const cy = 16 + take(3) * 16;
  const step = 11 + take(4) * 2;
  const tint = contrasting(ground, take);
  const source: Shape = { kind: 'circle', cx, cy, r: step * 0.6, tint };
  return [
    source,
    ...[1, 2, 3].map((n): Shape => ({ kind: 'ring', cx, cy, r: step * (n + 0.45), width: 5, tint }))
  ];
}

/** A level meter. */
function bars(take: Take, ground: number): Shape[] {
  const tint = contrasting(ground, take);
  return [0, 1, 2, 3, 4].map((n): Shape => {
    const height = 12 + take(6) * 7;
    return { kind: 'bar', x: 10 + n * 9.5, y: 32 - height / 2, width: 5.5, height, tint };
  });
}

/** Three strings, swinging. */
function waves(take: Take, ground: number): Shape[] {
  const tint = contrasting(ground, take);
  const swing = (4 + take(4) * 4) * (take(2) === 0 ? 1 : -1);
  const length = [16, 21.5, 32][take(3)] ?? 32;
  return [16, 32, 48].map((y): Shape => {
    const d = `M-4 ${y}q${length / 2} ${-swing} ${length} 0${`t${length} 0`.repeat(Math.ceil(72 / length))}`;
    return { kind: 'wave', d, width: 4.5, tint };
  });
}

/** Two discs, one in front of the other. */
function moon(take: Take, ground: number): Shape[] {
  const tint = contrasting(ground, take);
  const r = 13 + take(3) * 3;
  const dx = (6 + take(3) * 2) * (take(2) === 0 ? 1 : -1);
  return [
    { kind: 'circle', cx: 32 - dx, cy: 32, r, tint },
    { kind: 'ring', cx: 32 + dx, cy: 32, r: r - 2.5, width: 5, tint }
  ];
}

function contrasting(ground: number, take: Take): number {
  const far = [
    [4, 3],
    [4, 3],
    [4, 0],
    [0, 1],
    [0, 1]
  ][ground] ?? [4];
  return far[take(far.length)] ?? 4;
}

/** A stream of small choices out of the key (FNV-1a, then a xorshift step for each choice). */
function digits(key: string): Take {
  let state = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) state = Math.imul(state ^ key.charCodeAt(i), 0x01000193);
  return (choices) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 8) % choices;
  };
}
