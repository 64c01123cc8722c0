import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bestTruePositiveRate,
  composedCurves,
  composedDelta,
  composedGaussianEpsilon,
  discreteGaussianScaleForAccuracy,
  discreteGaussianTail,
  discreteLaplaceMechanism,
  discreteLaplaceParameter,
  discreteLaplaceScaleForAccuracy,
  discreteLaplaceTail,
  discreteLaplaceThreshold,
  fromNoise,
  gaussianDelta,
  gaussianMechanism,
  gaussianSigma,
  gaussianThreshold,
  gaussianTruePositiveRate,
  l2Sensitivity,
  laplaceMechanism,
  laplaceScale,
  laplaceThreshold,
  normalTail,
  poissonAmplified,
  pureLaplaceScale,
  randomizedResponseTruePositiveRate,
  truePositiveRateOf
} from '../../../../src/lib/privacy/accounting/index.ts';

describe('calibration', () => {
  it('finds the smallest sigma', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 50, noNaN: true }),
        fc.double({ min: 1e-12, max: 0.5, noNaN: true }),
        fc.double({ min: 0.1, max: 100, noNaN: true }),
        (epsilon, delta, sensitivity) => {
          const sigma = gaussianSigma({ epsilon, delta }, sensitivity);
          expect(gaussianDelta({ sigma, l2Sensitivity: sensitivity }, epsilon)).toBeLessThanOrEqual(delta);
          const less = { sigma: sigma * (1 - 1e-6), l2Sensitivity: sensitivity };
          expect(gaussianDelta(less, epsilon)).toBeGreaterThan(delta * (1 - 1e-9));
        }
      )
    );
    expect(l2Sensitivity(4, 3)).toBeCloseTo(6, 12);
    expect(() => gaussianSigma({ epsilon: 1, delta: 0 })).toThrow(/delta/);
  });

  it('finds the epsilon of several Gaussians, which is that of one', () => {
    const epsilon = composedGaussianEpsilon(
      [
        { sigma: 5, count: 3 },
        { sigma: 8, l2Sensitivity: 2, count: 5 }
      ],
      1e-4
    );
    const squares = 3 / 25 + 5 / 16;
    expect(gaussianDelta({ sigma: 1 / Math.sqrt(squares) }, epsilon)).toBeCloseTo(1e-4, 12);
    expect(composedGaussianEpsilon([{ sigma: 100 }], 0.5)).toBe(0);
  });

  it('finds the Laplace scale through sampling', () => {
    const b = pureLaplaceScale(1, 2, 0.3);
    expect(poissonAmplified({ epsilon: 2 / b, delta: 0 }, 0.3).epsilon).toBeCloseTo(1, 10);
    expect(poissonAmplified({ epsilon: 2 / b, delta: 0 }, 0.3).epsilon).toBeLessThanOrEqual(1 + 1e-13);
    const sampled = laplaceScale({ epsilon: 1, delta: 1e-3, sensitivity: 2, samplingProbability: 0.3 });
    expect(sampled).toBeLessThan(b);
    const { pairs } = laplaceMechanism({ b: sampled, l1Sensitivity: 2 }, 'add-remove', 0.3);
    for (const pair of pairs) expect(pair.delta(1)).toBeLessThanOrEqual(1e-3);
  });

  it('finds the Laplace scale of many queries', () => {
    const demand = { epsilon: 1, delta: 1e-4, count: 20 };
    const b = laplaceScale(demand);
    const deltaOf = (scale: number) =>
      composedDelta([{ mechanism: laplaceMechanism({ b: scale }), count: 20 }], 1);
    expect(deltaOf(b).upper).toBeLessThanOrEqual(1e-4);
    expect(deltaOf(b * 0.999).lower).toBeGreaterThan(1e-4);
    expect(laplaceScale({ epsilon: 3, delta: 0, count: 10, sensitivity: 21 })).toBeCloseTo(70, 9);
    const a = discreteLaplaceParameter(demand);
    const discrete = (x: number) =>
      composedDelta([{ mechanism: discreteLaplaceMechanism({ a: x }), count: 20 }], 1);
    expect(discrete(a).upper).toBeLessThanOrEqual(1e-4);
    expect(discrete(a * 1.0001).lower).toBeGreaterThan(1e-4);
    expect(discreteLaplaceParameter({ epsilon: 3, delta: 0, count: 5, sensitivity: 2 })).toBeCloseTo(0.3, 12);
  });

  it('finds scales from the accuracy that is wanted', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 1e-6, max: 0.9, noNaN: true }),
        (accuracy, alpha) => {
          const t = discreteLaplaceScaleForAccuracy(accuracy, alpha);
          const sigma = discreteGaussianScaleForAccuracy(accuracy, alpha);
          // The tails by plain sums, outwards from 0.
          const sums = (weight: (x: number) => number) => {
            let [all, outside] = [weight(0), 0];
            for (let x = 1; x < 20_000 && weight(x) > 0; x++) {
              all += 2 * weight(x);
              if (x >= accuracy) outside += 2 * weight(x);
            }
            return outside / all;
          };
          expect(sums((x) => Math.exp(-x / t)) / alpha).toBeCloseTo(1, 6);
          expect(sums((x) => Math.exp((-x * x) / (2 * sigma * sigma))) / alpha).toBeCloseTo(1, 6);
          expect(discreteLaplaceTail(t, accuracy)).toBeLessThanOrEqual(alpha);
          expect(discreteGaussianTail(sigma, accuracy)).toBeLessThanOrEqual(alpha);
        }
      ),
      { numRuns: 30 }
    );
  });

  it('finds thresholds that a lone person passes with probability delta', () => {
    for (const l0 of [1, 3]) {
      for (const delta of [1e-10, 1e-3, 0.9]) {
        const bounds = { l0Sensitivity: l0, lInfSensitivity: 2 };
        const b = l0 * 2;
        const excess = laplaceThreshold(bounds, 1, delta) - 2;
        const passes = excess > 0 ? Math.exp(-excess / b) / 2 : 1 - Math.exp(excess / b) / 2;
        expect(1 - (1 - passes) ** l0).toBeCloseTo(delta, 6);
        const z = (gaussianThreshold(bounds, 5, delta) - 2) / 5;
        expect(1 - (1 - normalTail(z)) ** l0).toBeCloseTo(delta, 6);
        const a = 0.5;
        const whole = discreteLaplaceThreshold(bounds, a, delta);
        const above = (least: number) => Math.exp(-a * least) / (1 + Math.exp(-a));
        expect(1 - (1 - above(whole - 2 + 1)) ** l0).toBeLessThanOrEqual(delta);
        if (whole > 2) expect(1 - (1 - above(whole - 2)) ** l0).toBeGreaterThan(delta * (1 - 1e-6));
      }
    }
  });
});

describe('trade-off curves', () => {
  it('of the Gaussian are those of its hockey-stick curve, alone and composed', () => {
    for (const fpr of [1e-6, 0.01, 0.3, 0.9]) {
      const truth = gaussianTruePositiveRate(fpr, { sigma: 2, count: 16 });
      const once = truePositiveRateOf((epsilon) => gaussianDelta({ sigma: 0.5 }, epsilon), fpr);
      expect(once).toBeCloseTo(truth, 7);
      const [curve] = composedCurves(
        [{ mechanism: gaussianMechanism({ sigma: 2 }), count: 16 }],
        1e-2,
        'upper'
      );
      const composed = truePositiveRateOf(curve ?? (() => NaN), fpr);
      expect(composed).toBeGreaterThanOrEqual(truth - 1e-9);
      expect(composed).toBeLessThanOrEqual(truth + 1e-3);
      expect(bestTruePositiveRate(gaussianMechanism({ sigma: 0.5 }), fpr)).toBeCloseTo(truth, 7);
    }
  });

  it('of randomized response are the best of all randomised tests', () => {
    const [k, noise] = [4, 0.5];
    const truth = 1 - noise + noise / k;
    const lie = noise / k;
    for (const fpr of [0, 0.0625, 0.125, 0.3, 0.75, 1]) {
      // A test says with which probability it accepts a report of the first value, the second, or another.
      let best = 0;
      for (let i = 0; i <= 40; i++) {
        for (let j = 0; j <= 40; j++) {
          const [first, other] = [i / 40, j / 40];
          const rest = (fpr - lie * first - (k - 2) * lie * other) / truth;
          if (rest < -1e-12) continue;
          best = Math.max(best, truth * first + (k - 2) * lie * other + lie * Math.min(1, Math.max(0, rest)));
        }
      }
      const computed = randomizedResponseTruePositiveRate(fpr, fromNoise(k, noise));
      expect(computed).toBeGreaterThanOrEqual(best - 1e-9);
      expect(computed).toBeLessThanOrEqual(best + 0.02);
    }
  });

  it('rise with the false-positive rate and never fall below it', () => {
    const rate = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(rate, rate, fc.double({ min: 0.3, max: 30, noNaN: true }), (x, y, scale) => {
        for (const of of [
          (fpr: number) => gaussianTruePositiveRate(fpr, { sigma: scale }),
          (fpr: number) => bestTruePositiveRate(laplaceMechanism({ b: scale }), fpr)
        ]) {
          expect(of(Math.max(x, y))).toBeGreaterThanOrEqual(of(Math.min(x, y)) - 1e-9);
          expect(of(x)).toBeGreaterThanOrEqual(x - 1e-9);
        }
      })
    );
  });
});
