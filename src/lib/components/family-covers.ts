import type { FamilyId } from '$lib/catalogue/index.ts';
import type { CoverPattern, Shape, Take } from './cover.ts';

/** Looks of the families of the catalogue: one idea each, and what its pieces vary. */
const LOOKS: Record<FamilyId, { ground: number; tint: number; draw: (take: Take, tint: number) => Shape[] }> =
  {
    drift: { ground: 1, tint: 3, draw: swells },
    bells: { ground: 0, tint: 4, draw: bells },
    felt: { ground: 3, tint: 0, draw: keys },
    pulse: { ground: 4, tint: 0, draw: grid },
    rain: { ground: 3, tint: 1, draw: drops },
    cascade: { ground: 1, tint: 4, draw: stairs },
    night: { ground: 3, tint: 4, draw: road },
    strings: { ground: 2, tint: 0, draw: bows }
  };

/** The cover of a piece of the catalogue, by its id; undefined for any other key. */
export function familyCover(key: string, take: Take): CoverPattern | undefined {
  const [, family] = /^([a-z]+)-\d\d$/.exec(key) ?? [];
  const look = (LOOKS as Partial<Record<string, (typeof LOOKS)[FamilyId]>>)[family ?? ''];
  return look && { ground: look.ground, shapes: look.draw(take, look.tint) };
}

/** Slow waves, one under the other. */
function swells(take: Take, tint: number): Shape[] {
  const height = 6 + take(5) * 2;
  const shift = take(8) * 8;
  return [18, 34, 50].map((y, n): Shape => {
    const d = `M${-64 - shift - 6 * n} ${y}q32 ${-2 * height} 64 0${'t64 0'.repeat(3)}`;
    return { kind: 'wave', d, width: 6, tint };
  });
}

/** Bells of unequal size, hung at unequal heights. */
function bells(take: Take, tint: number): Shape[] {
  return [11, 32, 53].map((cx, n): Shape => {
    const r = 5 + take(5) * 1.2;
    const cy = 18 + take(6) * 6;
    return n === take(3)
      ? { kind: 'circle', cx, cy, r, tint }
      : { kind: 'ring', cx, cy, r, width: 3.5, tint };
  });
}

/** Keys of a piano, some pressed. */
function keys(take: Take, tint: number): Shape[] {
  return [0, 1, 2, 3, 4].map((n): Shape => ({
    kind: 'bar',
    x: 8.5 + n * 10,
    y: -8,
    width: 7,
    height: 48 + take(4) * 5,
    tint
  }));
}

/** Even dots; one of them is louder. */
function grid(take: Take, tint: number): Shape[] {
  const loud = take(16);
  return Array.from({ length: 16 }, (_, n): Shape => {
    const [cx, cy] = [11 + (n % 4) * 14, 11 + Math.floor(n / 4) * 14];
    return { kind: 'circle', cx, cy, r: n === loud ? 6 : 2.5, tint };
  });
}

/** Rain, falling aslant. */
function drops(take: Take, tint: number): Shape[] {
  return Array.from({ length: 12 }, (_, n): Shape => {
    const [x, y] = [8 + (n % 4) * 16 + take(6), 4 + Math.floor(n / 4) * 20 + take(8)];
    return { kind: 'wave', d: `M${x} ${y}l-3 ${9 + take(4)}`, width: 2.5, tint };
  });
}

/** Notes that run down, or up. */
function stairs(take: Take, tint: number): Shape[] {
  const step = 5 + take(4);
  const up = take(2) === 1;
  return [0, 1, 2, 3, 4, 5].map((n): Shape => {
    const y = 8 + (up ? 5 - n : n) * step;
    return { kind: 'bar', x: 7 + n * 8.8, y, width: 5, height: 11 + take(3) * 3, tint };
  });
}

/** A road into the dark, and a moon. */
function road(take: Take, tint: number): Shape[] {
  const x = 22 + take(5) * 5;
  const lines = [-18, 18].map((side): Shape => ({
    kind: 'wave',
    d: `M${x} 36L${x + 1.8 * side} 72`,
    width: 3.5,
    tint
  }));
  const moon: Shape = { kind: 'circle', cx: 14 + take(4) * 12, cy: 15, r: 5 + take(3) * 2, tint };
  return [moon, { kind: 'wave', d: 'M-4 36H68', width: 3.5, tint }, ...lines];
}

/** Long strings under one bow. */
function bows(take: Take, tint: number): Shape[] {
  const bend = (6 + take(4) * 3) * (take(2) === 0 ? 1 : -1);
  const strings = [16, 27, 38, 49].map((x): Shape => ({
    kind: 'wave',
    d: `M${x} -4q${bend} 36 0 72`,
    width: 2.5,
    tint
  }));
  const y = 20 + take(4) * 8;
  return [...strings, { kind: 'wave', d: `M-4 ${y}L68 ${y - 10 + take(3) * 10}`, width: 4.5, tint }];
}
