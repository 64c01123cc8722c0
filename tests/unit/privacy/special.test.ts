import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  binomialLowerTail,
  binomialUpperTail,
  logBinomialPmf,
  logChoose,
  logFactorial
} from '../../../src/lib/privacy/special/binomial.ts';
import { erfc, erfcx, logErfc } from '../../../src/lib/privacy/special/erfc.ts';
import {
  inverseLogMix,
  log1mExp,
  logAdd,
  logMix,
  logSubtract,
  logSumExp
} from '../../../src/lib/privacy/special/log-space.ts';
import {
  logNormalTail,
  normalInterval,
  normalQuantile,
  normalTail
} from '../../../src/lib/privacy/special/normal.ts';
import { firstWhere, lowest } from '../../../src/lib/privacy/special/search.ts';

// Expected values come from 40-digit arithmetic.

function expectNear(computed: number, expected: number, relative: number): void {
  expect(Math.abs(computed - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));
}

describe('special functions keep their relative accuracy', () => {
  it.each([
    [-3, 1.9999779095030015],
    [-0.5, 1.5204998778130465],
    [0, 1.0],
    [1e-8, 0.9999999887162083],
    [0.1, 0.887537083981715],
    [0.5, 0.4795001221869535],
    [1, 0.15729920705028513],
    [1.7, 0.01620954140922544],
    [2.5, 0.0004069520174449589],
    [5, 1.537459794428035e-12],
    [9.3, 1.653244184030135e-39],
    [15.1, 3.53196266856349e-101],
    [26.2, 1.643250792438946e-300]
  ])('erfc(%d)', (x, expected) => {
    expectNear(erfc(x), expected, 1e-15);
  });

  it.each([
    [-2, 0.6908055736465877],
    [0.3, -0.39843005144008525],
    [3, -10.720363041981113],
    [30, -903.9741171106439],
    [1000, -1000007.4801207219]
  ])('ln erfc(%d)', (x, expected) => {
    expectNear(logErfc(x), expected, 1e-15);
  });

  it.each([
    [-6, 0.9999999990134123],
    [-1, 0.8413447460685429],
    [0, 0.5],
    [0.01, 0.4960106436853684],
    [0.3, 0.3820885778110474],
    [1, 0.15865525393145705],
    [3.3, 0.0004834241423837775],
    [8, 6.220960574271784e-16],
    [20.125, 2.228860638310343e-90],
    [37.4, 1.9536815616489922e-306]
  ])('the normal tail at %d', (z, expected) => {
    expectNear(normalTail(z), expected, 1e-15);
    expect(Math.abs(logNormalTail(z) - Math.log(expected))).toBeLessThanOrEqual(
      2e-16 + 1e-14 * Math.abs(Math.log(expected))
    );
  });

  it('the scaled erfc far out is 1 / (x sqrt(pi))', () => {
    expectNear(erfcx(1e10), 1 / (1e10 * Math.sqrt(Math.PI)), 1e-15);
    expect(erfcx(Infinity)).toBe(0);
  });

  it.each([
    [3, 10, 0.3, -1.3211512777668886],
    [50, 1000, 0.05, -2.850974419136404],
    [1831, 99999, 0.018, -4.9366873515802805],
    [5000, 100000000, 5e-5, -5.177526794954456],
    [50001234, 100000000, 0.5, -9.466586846819451],
    [0, 50, 0.1, -5.268025782891315],
    [50, 50, 0.9, -5.268025782891314]
  ])('the binomial probability of %d of %d at %d', (k, n, p, expected) => {
    expectNear(logBinomialPmf(k, n, p), expected, 1e-14);
  });

  it.each([
    [3, 10, 0.3, 0.6496107184000001],
    [20, 1000, 0.05, 7.658846376635768e-7],
    [1, 2000, 0.01, 3.951540514829057e-8],
    [80, 1000, 0.05, 0.9999795125630899],
    [900, 2000, 0.5, 4.228544767751963e-6],
    [700, 2000, 0.5, 8.146748513802352e-42]
  ])('the binomial tail up to %d of %d at %d', (k, n, p, expected) => {
    expectNear(binomialLowerTail(k, n, p), expected, 1e-12);
    expectNear(binomialUpperTail(n - k - 1, n, 1 - p), expected, 1e-12);
  });

  it.each([
    [0, 0.0],
    [1, 0.0],
    [2, 0.6931471805599453],
    [5, 4.787491742782046],
    [18, 36.39544520803305],
    [19, 39.339884187199495],
    [100, 363.73937555556347],
    [1000000, 12815518.384658169]
  ])('ln %d!', (n, expected) => {
    expect(Math.abs(logFactorial(n) - expected)).toBeLessThanOrEqual(2e-16 + 1e-15 * expected);
  });

  it.each([
    [1e-20, -9.262340089798407],
    [0.001, -3.0902323061678136],
    [0.1, -1.2815515655446004],
    [0.3, -0.5244005127080408],
    [0.7, 0.5244005127080407],
    [0.999, 3.090232306167813]
  ])('the normal quantile of %d', (p, expected) => {
    expectNear(normalQuantile(p), expected, 1e-14);
  });
});

describe('laws', () => {
  it('quantile and tail undo each other', () => {
    fc.assert(
      fc.property(fc.double({ min: -35, max: 8, noNaN: true }), (z) => {
        // Near probability 1 the tail itself has lost the digits of z.
        const error = 1e-15 / Math.max(1e-300, Math.exp((-z * z) / 2)) + 1e-12;
        expect(Math.abs(normalQuantile(normalTail(-z)) - z)).toBeLessThanOrEqual(
          z > 0 ? error : 1e-12 * (1 - z)
        );
      })
    );
  });

  it('intervals add up', () => {
    const double = fc.double({ min: -20, max: 20, noNaN: true });
    fc.assert(
      fc.property(double, double, double, (x, y, z) => {
        const [a = 0, b = 0, c = 0] = [x, y, z].sort((u, v) => u - v);
        expect(normalInterval(a, b) + normalInterval(b, c)).toBeCloseTo(normalInterval(a, c), 14);
      })
    );
  });

  it('both binomial tails make a whole', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (n, p) => {
          const k = Math.floor(n * p);
          expect(binomialLowerTail(k, n, p) + binomialUpperTail(k, n, p)).toBeCloseTo(1, 12);
        }
      )
    );
    expect(Math.exp(logChoose(30, 15))).toBeCloseTo(155117520, 4);
    expect(logChoose(3, 4)).toBe(-Infinity);
  });

  it('sums and differences of logs', () => {
    expect(logAdd(1000, 1000)).toBeCloseTo(1000 + Math.LN2, 12);
    expect(logAdd(-Infinity, 3)).toBe(3);
    expect(logSubtract(Math.log(5), Math.log(3))).toBeCloseTo(Math.LN2, 14);
    expect(logSubtract(2, 2)).toBe(-Infinity);
    expect(logSumExp([-1000, -1000, -1000])).toBeCloseTo(-1000 + Math.log(3), 12);
    expect(logSumExp([])).toBe(-Infinity);
    expectNear(log1mExp(-1e-20), Math.log(1e-20), 1e-15);
    expectNear(log1mExp(-40), -Math.exp(-40), 1e-15);
  });

  it('mixing with the neutral ratio can be undone', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 600, noNaN: true }),
        (q, x) => {
          expect(Math.abs(inverseLogMix(q, logMix(q, x)) - x)).toBeLessThanOrEqual(1e-9 + 1e-12 * x);
        }
      )
    );
    expect(inverseLogMix(0.5, -1)).toBe(-Infinity);
  });

  it('a search ends on the side where its condition holds', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (edge) => {
        const found = firstWhere((x) => x >= edge, -1, 2);
        expect(found >= edge && found - edge <= 1e-15 * Math.max(1e-300, found) + 1e-300).toBe(true);
      })
    );
    expect(lowest((x) => (x - 3) ** 2, -10, 10)).toBeCloseTo(3, 7);
  });
});
