import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FAMILY_IDS, type FamilyId, findPiece } from '$lib/catalogue/index.ts';
import { drawPieces } from '../../../src/lib/player/draw.ts';
import {
  familyGroups,
  type FamilyPast,
  NO_PAST,
  type Pasts,
  weightOf
} from '../../../src/lib/player/family-groups.ts';

const familyOf = (id: string) => findPiece(id)?.family;
const draw = ({
  pasts = new Map(),
  ...wishes
}: Partial<Parameters<typeof drawPieces>[0]> & { pasts?: Pasts } = {}) =>
  drawPieces({
    groups: familyGroups(pasts),
    ...{ recommended: [], without: new Set(), after: undefined, seed: 1, count: 8 },
    ...wishes
  });
const past = (family: FamilyId, changes: Partial<FamilyPast>): Pasts =>
  new Map([[family, { ...NO_PAST, ...changes }]]);

describe('drawPieces', () => {
  test('draws as many as are wanted, all different, none that must not come, no family twice in a row', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat({ max: 60 }), fc.subarray(draw({ count: 40 })), (seed, count, out) => {
        const drawn = draw({ seed, count, without: new Set(out) });
        expect(drawn).toHaveLength(count);
        expect(new Set(drawn).size).toBe(count);
        expect(drawn.filter((id) => out.includes(id))).toEqual([]);
        drawn.forEach((id, i) => {
          if (i > 0) expect(familyOf(id)).not.toBe(familyOf(drawn[i - 1] ?? ''));
        });
      }),
      { seed: 1, numRuns: 60 }
    );
  });

  test('equal seeds draw equal pieces, other seeds others', () => {
    expect(draw()).toEqual(draw());
    expect(draw({ seed: 2 })).not.toEqual(draw());
  });

  test('takes turns with the list of the recommender, in its order, also with what stands there already', () => {
    const recommended = ['felt-01', 'felt-02', 'night-03'];
    const drawn = draw({ recommended });
    expect([drawn[0], drawn[2], drawn[4]]).toEqual(recommended);
    expect(draw({ recommended, after: 'felt-01' })[1]).toBe('felt-01');
    expect(draw({ recommended: ['felt-01'], without: new Set(['felt-01']) })).not.toContain('felt-01');
  });

  test('what comes first is of another family than what was before, listed or not', () => {
    for (let seed = 0; seed < 100; seed++) {
      expect(familyOf(draw({ seed, after: 'rain-01' })[0] ?? '')).not.toBe('rain');
      const listed = draw({ seed, after: 'rain-01', recommended: ['rain-02', 'felt-01'] });
      expect(listed.slice(0, 1)).toEqual(['felt-01']);
    }
  });

  test('what is listed comes less often, too, where its family was skipped', () => {
    const first = (pasts: Pasts) =>
      Array.from({ length: 200 }, (_, seed) => draw({ pasts, seed, recommended: ['rain-02'] })).filter(
        ([id]) => id === 'rain-02'
      ).length;
    expect(first(new Map())).toBe(200);
    expect(first(past('rain', { skipped: 2 }))).toBeLessThan(80);
    expect(first(past('rain', { skipped: 2 }))).toBeGreaterThan(10);
  });

  test('gives out the whole catalogue and then ends', () => {
    const all = draw({ count: 1000 });
    expect(all).toHaveLength(320);
    expect(new Set(all).size).toBe(320);
  });

  test('a family that is skipped comes less often, but still comes', () => {
    const count = (pasts: Pasts) =>
      Array.from({ length: 200 }, (_, seed) => draw({ pasts, seed, count: 4 }))
        .flat()
        .filter((id) => familyOf(id) === 'drift').length;
    const usual = count(new Map());
    const skipped = count(past('drift', { skipped: 3 }));
    expect(usual).toBeGreaterThan(60);
    expect(skipped).toBeGreaterThan(0);
    expect(skipped).toBeLessThan(usual / 3);
    expect(count(past('drift', { liked: 3, played: 3 }))).toBeGreaterThan(1.3 * usual);
  });
});

test('skips speak against a family, likes for it, and being played forgives skips', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.nat(50), fc.nat(6), fc.boolean(), (played, skipped, liked, less) => {
      const weight = weightOf({ played, skipped, liked, less });
      expect(weight).toBeGreaterThan(0);
      expect(weightOf({ played, skipped: skipped + 1, liked, less })).toBeLessThan(weight);
      expect(weightOf({ played, skipped, liked: liked + 1, less })).toBeGreaterThanOrEqual(weight);
      expect(weightOf({ played: played + 1, skipped, liked, less })).toBeGreaterThanOrEqual(weight);
    }),
    { seed: 2 }
  );
  expect(weightOf(NO_PAST)).toBe(1);
  expect(FAMILY_IDS.every((family) => draw({ count: 320 }).some((id) => familyOf(id) === family))).toBe(true);
});
