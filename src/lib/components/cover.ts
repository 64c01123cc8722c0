import { bar, circle, type CoverPath, type CoverPattern, each, type Take } from './cover-path.ts';
import { familyCover } from './family-covers.ts';

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
  return { ground, paths: pattern(take, ground) };
}

/** Sound leaving a source near a corner. */
function rings(take: Take, ground: number): CoverPath[] {
  const cx = take(2) * 64;
  const cy = 16 + take(3) * 16;
  const step = 11 + take(4) * 2;
  const tint = contrasting(ground, take);
  return [
    { tint, d: circle(cx, cy, step * 0.6) },
    { tint, width: 5, d: each(3, (n) => circle(cx, cy, step * (n + 1.45))) }
  ];
}

/** A level meter. */
function bars(take: Take, ground: number): CoverPath[] {
  const tint = contrasting(ground, take);
  const d = each(5, (n) => {
    const height = 12 + take(6) * 7;
    return bar(10 + n * 9.5, 32 - height / 2, 5.5, height);
  });
  return [{ tint, d }];
}

/** Three strings, swinging. */
function waves(take: Take, ground: number): CoverPath[] {
  const tint = contrasting(ground, take);
  const swing = (4 + take(4) * 4) * (take(2) === 0 ? 1 : -1);
  const length = [16, 21.5, 32][take(3)] ?? 32;
  const on = `t${length} 0`.repeat(Math.ceil(72 / length));
  return [
    { tint, width: 4.5, d: each(3, (n) => `M-4 ${16 + 16 * n}q${length / 2} ${-swing} ${length} 0${on}`) }
  ];
}

/** Two discs, one in front of the other. */
function moon(take: Take, ground: number): CoverPath[] {
  const tint = contrasting(ground, take);
  const r = 13 + take(3) * 3;
  const dx = (6 + take(3) * 2) * (take(2) === 0 ? 1 : -1);
  return [
    { tint, d: circle(32 - dx, 32, r) },
    { tint, width: 5, d: circle(32 + dx, 32, r - 2.5) }
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
