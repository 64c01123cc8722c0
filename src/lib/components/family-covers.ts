import type { FamilyId } from '$lib/catalogue/index.ts';
import { bar, circle, type CoverPath, type CoverPattern, each, type Take } from './cover-path.ts';

/** Looks of the families of the catalogue: one idea each, and what its pieces vary. */
const LOOKS: Record<
  FamilyId,
  { ground: number; tint: number; draw: (take: Take, tint: number) => CoverPath[] }
> = {
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
  return look && { ground: look.ground, paths: look.draw(take, look.tint) };
}

/** Slow waves, one under the other. */
function swells(take: Take, tint: number): CoverPath[] {
  const height = 6 + take(5) * 2;
  const shift = take(8) * 8;
  const d = each(
    3,
    (n) => `M${-64 - shift - 6 * n} ${18 + 16 * n}q32 ${-2 * height} 64 0${'t64 0'.repeat(3)}`
  );
  return [{ tint, width: 6, d }];
}

/** Bells of unequal size, hung at unequal heights. */
function bells(take: Take, tint: number): CoverPath[] {
  const rung: CoverPath = { tint, d: '' };
  const others: CoverPath = { tint, width: 3.5, d: '' };
  [11, 32, 53].forEach((cx, n) => {
    const r = 5 + take(5) * 1.2;
    const cy = 18 + take(6) * 6;
    (n === take(3) ? rung : others).d += circle(cx, cy, r);
  });
  return [rung, others];
}

/** Keys of a piano, some pressed. */
function keys(take: Take, tint: number): CoverPath[] {
  return [{ tint, d: each(5, (n) => bar(8.5 + n * 10, -8, 7, 48 + take(4) * 5)) }];
}

/** Even dots; one of them is louder. */
function grid(take: Take, tint: number): CoverPath[] {
  const loud = take(16);
  const d = each(16, (n) => circle(11 + (n % 4) * 14, 11 + Math.floor(n / 4) * 14, n === loud ? 6 : 2.5));
  return [{ tint, d }];
}

/** Rain, falling aslant. */
function drops(take: Take, tint: number): CoverPath[] {
  const d = each(12, (n) => {
    const [x, y] = [8 + (n % 4) * 16 + take(6), 4 + Math.floor(n / 4) * 20 + take(8)];
    return `M${x} ${y}l-3 ${9 + take(4)}`;
  });
  return [{ tint, width: 2.5, d }];
}

/** Notes that run down, or up. */
function stairs(take: Take, tint: number): CoverPath[] {
  const step = 5 + take(4);
  const up = take(2) === 1;
  const d = each(6, (n) => bar(7 + n * 8.8, 8 + (up ? 5 - n : n) * step, 5, 11 + take(3) * 3));
  return [{ tint, d }];
}

/** A road into the dark, and a moon. */
function road(take: Take, tint: number): CoverPath[] {
  const x = 22 + take(5) * 5;
  return [
    { tint, d: circle(14 + take(4) * 12, 15, 5 + take(3) * 2) },
    { tint, width: 3.5, d: `M-4 36H68M${x} 36L${x - 32.4} 72M${x} 36L${x + 32.4} 72` }
  ];
}

/** Long strings under one bow. */
function bows(take: Take, tint: number): CoverPath[] {
  const bend = (6 + take(4) * 3) * (take(2) === 0 ? 1 : -1);
  const y = 20 + take(4) * 8;
  return [
    { tint, width: 2.5, d: each(4, (n) => `M${16 + 11 * n} -4q${bend} 36 0 72`) },
    { tint, width: 4.5, d: `M-4 ${y}L68 ${y - 10 + take(3) * 10}` }
  ];
}
