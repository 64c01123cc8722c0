import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  approximateDp,
  basicComposition,
  composedDelta,
  epsilonBeforeSampling,
  groupPrivacy,
  largestEpsilonEach,
  largestEpsilonEachOnGrid,
  optimalDelta,
  optimalEpsilon,
  optimalEpsilonOnGrid,
  poissonAmplified
} from '../../../../src/lib/privacy/accounting/index.ts';

/** One mechanism that tells the truth `odds` times as often as not, and everything in `leaks` of `of` cases. */
interface Exact {
  odds: bigint;
  leaks: bigint;
  of: bigint;
}

/**
 * delta of the composition at e^epsilon = top / bottom: every sequence of the four outcomes of each dominating
 * mechanism, in whole numbers over a common denominator.
 */
function enumerated(mechanisms: readonly Exact[], top: bigint, bottom: bigint): number {
  let outcomes = [{ p: 1n, q: 1n }];
  let whole = 1n;
  for (const { odds, leaks, of } of mechanisms) {
    const kept = of - leaks;
    const four = [
      { p: leaks * (odds + 1n), q: 0n },
      { p: kept * odds, q: kept },
      { p: kept, q: kept * odds },
      { p: 0n, q: leaks * (odds + 1n) }
    ];
    outcomes = outcomes.flatMap((a) => four.map((b) => ({ p: a.p * b.p, q: a.q * b.q })));
    whole *= of * (odds + 1n);
  }
  const sum = outcomes.reduce((total, { p, q }) => {
    const excess = p * bottom - q * top;
    return excess > 0n ? total + excess : total;
  }, 0n);
  const SCALE = 10n ** 30n;
  return Number((sum * SCALE) / (whole * bottom)) / 1e30;
}

describe('optimal composition', () => {
  it.each([
    [[{ odds: 3n, leaks: 0n, of: 1n }], 4],
    [[{ odds: 2n, leaks: 1n, of: 100n }], 5],
    [
      [
        { odds: 3n, leaks: 1n, of: 1000n },
        { odds: 2n, leaks: 0n, of: 1n },
        { odds: 5n, leaks: 1n, of: 50n }
      ],
      2
    ]
  ])('agrees with the enumeration of all outcomes, case %#', (kinds, count) => {
    const all = kinds.flatMap((kind) => Array.from({ length: count }, () => kind));
    const uses = kinds.map(({ odds, leaks, of }) => ({
      epsilon: Math.log(Number(odds)),
      delta: Number(leaks) / Number(of),
      count
    }));
    for (const [top, bottom] of [
      [1n, 1n],
      [3n, 2n],
      [2n, 1n],
      [9n, 1n],
      [10n, 1n],
      [50n, 1n]
    ] as const) {
      const truth = enumerated(all, top, bottom);
      const computed = optimalDelta(uses, Math.log(Number(top) / Number(bottom)));
      expect(Math.abs(computed - truth)).toBeLessThanOrEqual(1e-12 * truth + 1e-14);
      expect(computed).toBeGreaterThanOrEqual(truth - 1e-15);
    }
  });

  it('agrees with the loss distribution of the dominating pair', () => {
    for (const count of [1, 30, 5000]) {
      const epsilon = 1 / count;
      const one = { epsilon, delta: 1e-9, count };
      const { lower, upper } = composedDelta([{ mechanism: approximateDp(epsilon, 1e-9), count }], 0.4);
      const delta = optimalDelta([one], 0.4);
      expect(lower).toBeLessThanOrEqual(delta * (1 + 1e-9));
      expect(upper).toBeGreaterThanOrEqual(delta * (1 - 1e-9));
    }
  });

  it('bounds from a grid when there are too many different sums', () => {
    const uses = [0.011, 0.012, 0.013, 0.017].map((epsilon) => ({ epsilon, delta: 0, count: 30 }));
    const lumped = [{ epsilon: 0.017, delta: 0, count: 120 }];
    expect(optimalDelta(uses, 0.3)).toBeLessThan(optimalDelta(lumped, 0.3));
    expect(optimalDelta(uses, 0.3)).toBeGreaterThan(
      optimalDelta([{ epsilon: 0.011, delta: 0, count: 120 }], 0.3)
    );
  });

  const epsilon = fc.double({ min: 1e-6, max: 3, noNaN: true });
  const delta = fc.oneof(fc.constant(0), fc.double({ min: 1e-12, max: 1e-3, noNaN: true }));
  const use = fc.record({ epsilon, delta, count: fc.integer({ min: 1, max: 40 }) });

  it('is never worse than basic composition', () => {
    fc.assert(
      fc.property(use, ({ count, ...one }) => {
        const basic = basicComposition(Array.from({ length: count }, () => one));
        expect(optimalDelta([{ ...one, count }], basic.epsilon)).toBeLessThanOrEqual(
          basic.delta * (1 + 1e-9) + 1e-14
        );
        expect(optimalEpsilon([{ ...one, count }], basic.delta + 1e-6)).toBeLessThanOrEqual(basic.epsilon);
      })
    );
  });

  it('on the grid of the theorem loses at most two steps, and the exact one none', () => {
    fc.assert(
      fc.property(use, fc.double({ min: 0.05, max: 0.5, noNaN: true }), (one, total) => {
        const exact = optimalEpsilon([one], total);
        const grid = optimalEpsilonOnGrid(one, total);
        expect(grid).toBeGreaterThanOrEqual(exact - 1e-9);
        expect(grid).toBeLessThanOrEqual(exact + 2 * one.epsilon + 1e-9);
        expect(optimalDelta([one], exact)).toBeLessThanOrEqual(total * (1 + 1e-12));
      })
    );
  });

  it('gives every mechanism as much as the total allows', () => {
    const total = { epsilon: 5, delta: 0.01 };
    const each = largestEpsilonEach(total, 50) ?? 0;
    expect(optimalDelta([{ epsilon: each, delta: 0, count: 50 }], 5)).toBeLessThanOrEqual(0.01 * (1 + 1e-12));
    expect(optimalDelta([{ epsilon: each * 1.00001, delta: 0, count: 50 }], 5)).toBeGreaterThan(0.01);
    const onGrid = largestEpsilonEachOnGrid(total, 50) ?? 0;
    expect(onGrid).toBeLessThanOrEqual(each);
    expect(optimalEpsilonOnGrid({ epsilon: onGrid, delta: 0, count: 50 }, 0.01)).toBeLessThanOrEqual(
      5 + 1e-9
    );
    expect(largestEpsilonEach({ epsilon: 30, delta: 0 }, 30)).toBeCloseTo(1, 9);
    expect(largestEpsilonEach({ epsilon: 1, delta: 0.1 }, 1, 0.2)).toBeUndefined();
    expect(largestEpsilonEachOnGrid({ epsilon: 30, delta: 0.26 }, 30, 0.01)).toBeUndefined();
    expect(optimalEpsilonOnGrid({ epsilon: 1, delta: 0.01, count: 30 }, 0.26)).toBe(Infinity);
  });
});

describe('simple rules', () => {
  it('groups', () => {
    expect(groupPrivacy({ epsilon: 0.5, delta: 1e-6 }, 3)).toEqual({
      epsilon: expect.closeTo(1.5, 12) as number,
      // One step after the other: delta, then e^epsilon delta, then e^(2 epsilon) delta.
      delta: expect.closeTo(1e-6 * (1 + Math.exp(0.5) + Math.exp(1)), 15) as number
    });
    expect(groupPrivacy({ epsilon: 0, delta: 0.1 }, 4).delta).toBeCloseTo(0.4, 12);
    expect(groupPrivacy({ epsilon: 50, delta: 0 }, 1000)).toMatchObject({ delta: 0 });
  });

  it('sampling and its inverse', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 50, noNaN: true }),
        fc.double({ min: 1e-6, max: 1, noNaN: true }),
        (epsilon, q) => {
          const before = epsilonBeforeSampling(epsilon, q);
          expect(before).toBeGreaterThanOrEqual(epsilon * (1 - 1e-12));
          expect(poissonAmplified({ epsilon: before, delta: 0 }, q).epsilon / epsilon).toBeCloseTo(1, 8);
        }
      )
    );
  });
});
