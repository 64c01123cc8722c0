import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Use,
  approximateDp,
  composedCurves,
  composedDelta,
  composedEpsilon,
  discreteGaussianMechanism,
  discreteLaplaceMechanism,
  fromNoise,
  gaussianDelta,
  gaussianMechanism,
  laplaceMechanism,
  mechanismDelta,
  randomizedResponse
} from '../../../../src/lib/privacy/accounting/index.ts';
import { Fourier } from '../../../../src/lib/privacy/accounting/pld/fft.ts';

describe('the Fourier transform', () => {
  it('is the sum that defines it, and can be undone', () => {
    const size = 16;
    const re = Float64Array.from({ length: size }, (_, i) => Math.sin(i * i));
    const im = Float64Array.from({ length: size }, (_, i) => Math.cos(3 * i));
    const [fRe, fIm] = [re.slice(), im.slice()];
    const fourier = new Fourier(size);
    fourier.forward(fRe, fIm);
    for (let k = 0; k < size; k++) {
      let [sumRe, sumIm] = [0, 0];
      for (let j = 0; j < size; j++) {
        const angle = (-2 * Math.PI * j * k) / size;
        sumRe += (re[j] ?? 0) * Math.cos(angle) - (im[j] ?? 0) * Math.sin(angle);
        sumIm += (re[j] ?? 0) * Math.sin(angle) + (im[j] ?? 0) * Math.cos(angle);
      }
      expect(fRe[k]).toBeCloseTo(sumRe, 12);
      expect(fIm[k]).toBeCloseTo(sumIm, 12);
    }
    fourier.inverse(fRe, fIm);
    for (let j = 0; j < size; j++) expect(fRe[j]).toBeCloseTo(re[j] ?? 0, 13);
  });
});

describe('a loss distribution of one use brackets its closed form', () => {
  it.each([
    ['Gaussian', gaussianMechanism({ sigma: 0.9 })],
    ['Gaussian, replace', gaussianMechanism({ sigma: 2 }, 'replace', 0.4)],
    ['sampled Gaussian', gaussianMechanism({ sigma: 0.7 }, 'add-remove', 0.1)],
    ['Laplace', laplaceMechanism({ b: 0.8 })],
    ['sampled Laplace', laplaceMechanism({ b: 0.8 }, 'add-remove', 0.3)],
    ['Laplace, replace', laplaceMechanism({ b: 2 }, 'replace', 0.3)],
    ['discrete Laplace', discreteLaplaceMechanism({ a: 0.4, sensitivity: 3 })],
    ['sampled discrete Laplace', discreteLaplaceMechanism({ a: 0.4, sensitivity: 2 }, 'add-remove', 0.2)],
    ['discrete Gaussian', discreteGaussianMechanism({ sigma: 3, sensitivity: 2 })],
    [
      'truncated discrete Gaussian',
      discreteGaussianMechanism({ sigma: 3, truncationBound: 8 }, 'add-remove', 0.5)
    ],
    ['randomized response', randomizedResponse(fromNoise(5, 0.4))],
    ['randomized response, delete', randomizedResponse(fromNoise(5, 0.4), 'delete')],
    ['approximate DP', approximateDp(1, 0.01)]
  ])('%s', (_, mechanism) => {
    for (const epsilon of [0, 0.05, 0.2, 0.45, 1]) {
      const truth = mechanismDelta(mechanism, epsilon);
      const { lower, upper } = composedDelta([{ mechanism }], epsilon);
      expect(lower).toBeLessThanOrEqual(truth * (1 + 1e-9) + 1e-13);
      expect(upper).toBeGreaterThanOrEqual(truth * (1 - 1e-9) - 1e-13);
      expect(upper - lower).toBeLessThanOrEqual(2e-3 * upper + 1e-13);
    }
  });
});

describe('compositions', () => {
  it.each([
    [10, 100, 1],
    [100, 5000, 1],
    [3, 4, 0.2],
    [1e6, 1, 1e-6],
    [0.1, 1, 50],
    [1, 10, 50]
  ])('of Gaussians with sigma %d, %d times, at epsilon %d are one Gaussian', (sigma, count, epsilon) => {
    const truth = gaussianDelta({ sigma: sigma / Math.sqrt(count) }, epsilon);
    const { lower, upper } = composedDelta([{ mechanism: gaussianMechanism({ sigma }), count }], epsilon);
    expect(lower).toBeLessThanOrEqual(truth);
    expect(upper).toBeGreaterThanOrEqual(truth * (1 - 1e-11));
    expect(upper / lower).toBeLessThan(1.0021);
  });

  it('of bounded losses reach nearly the sum of the largest', () => {
    // All ten losses are the largest with probability 2^-10, which alone gives a delta of 2^-10 (1 - e^(epsilon - 10)).
    const { lower, upper } = composedEpsilon([{ mechanism: laplaceMechanism({ b: 1 }), count: 10 }], 1e-5, {
      tolerance: 1e-6
    });
    const alone = 10 + Math.log1p(-1e-5 * 2 ** 10);
    expect(upper).toBeGreaterThan(alone);
    expect(lower).toBeLessThan(alone + 0.001);
    expect(upper - lower).toBeLessThan(2e-5);
  });

  it('reach a delta of 1e-12 after thousands of uses', () => {
    const { lower, upper } = composedEpsilon(
      [{ mechanism: gaussianMechanism({ sigma: 100 }), count: 5000 }],
      1e-12
    );
    const sigma = 100 / Math.sqrt(5000);
    expect(gaussianDelta({ sigma }, lower)).toBeGreaterThanOrEqual(1e-12);
    expect(gaussianDelta({ sigma }, upper)).toBeLessThanOrEqual(1e-12);
    expect(upper - lower).toBeLessThan(0.005);
  });

  it('of rarely sampled mechanisms are bounded by their parts and fall with the probability', () => {
    const epsilonAt = (q: number) =>
      composedEpsilon([{ mechanism: gaussianMechanism({ sigma: 1 }, 'add-remove', q), count: 1000 }], 1e-9, {
        tolerance: 0.05,
        points: 2 ** 18
      });
    const [rare, often] = [epsilonAt(1e-6), epsilonAt(1e-2)];
    expect(rare.upper).toBeLessThan(0.01);
    expect(rare.lower).toBeGreaterThanOrEqual(0);
    expect(often.lower).toBeGreaterThan(rare.upper);
  });

  it('with delta 0 add up the largest losses', () => {
    const mechanism = laplaceMechanism({ b: 0.5 }, 'add-remove', 0.2);
    const once = Math.log1p(0.2 * Math.expm1(2));
    expect(composedEpsilon([{ mechanism, count: 3 }], 0).upper).toBeCloseTo(3 * once, 10);
    expect(composedEpsilon([{ mechanism: gaussianMechanism({ sigma: 9 }) }], 0).upper).toBe(Infinity);
    expect(composedEpsilon([{ mechanism: approximateDp(1, 0.1), count: 2 }], 0.01).upper).toBe(Infinity);
  });

  it('do not mix relations, and refuse what is no number of uses', () => {
    const uses = [
      { mechanism: gaussianMechanism({ sigma: 1 }) },
      { mechanism: randomizedResponse(fromNoise(3, 0.5)) }
    ];
    expect(() => composedEpsilon(uses, 1e-6)).toThrow(/cannot compose/);
    expect(() => composedEpsilon([], 1e-6)).toThrow(/nothing/);
    expect(() => composedEpsilon([{ mechanism: gaussianMechanism({ sigma: 1 }), count: 0.5 }], 1e-6)).toThrow(
      /count/
    );
    expect(() => composedEpsilon([{ mechanism: gaussianMechanism({ sigma: 1 }) }], 1)).toThrow(/delta/);
  });

  it('enumerated outcome by outcome give the same', () => {
    // Three different finite mechanisms, every triple of outcomes.
    const parts = [
      discreteLaplaceMechanism({ a: 0.5, sensitivity: 2 }),
      discreteGaussianMechanism({ sigma: 1.2, truncationBound: 4 }),
      discreteLaplaceMechanism({ a: 0.8 })
    ] as const;
    const laplace = (a: number, s: number) =>
      Array.from({ length: 161 }, (_, i) => i - 80).map((x) => {
        const mass = (y: number) => Math.tanh(a / 2) * Math.exp(-a * Math.abs(y));
        return { p: mass(x - s), q: mass(x) };
      });
    const weights = [0, 1, 2, 3, 4].map((x) => Math.exp((-x * x) / (2 * 1.44)));
    const total = weights.reduce((sum, w) => sum + 2 * w, -1);
    const cut = (x: number) => (weights[Math.abs(x)] ?? 0) / total;
    const gauss = [-4, -3, -2, -1, 0, 1, 2, 3, 4, 5].map((x) => ({ p: cut(x - 1), q: cut(x) }));
    for (const epsilon of [0.3, 1.1, 2]) {
      let truth = 0;
      for (const one of laplace(0.5, 2)) {
        for (const two of gauss) {
          for (const three of laplace(0.8, 1)) {
            truth += Math.max(0, one.p * two.p * three.p - Math.exp(epsilon) * one.q * two.q * three.q);
          }
        }
      }
      const { lower, upper } = composedDelta(
        parts.map((mechanism) => ({ mechanism })),
        epsilon,
        { tolerance: 1e-4 }
      );
      expect(lower).toBeLessThanOrEqual(truth + 1e-12);
      expect(upper).toBeGreaterThanOrEqual(truth - 1e-12);
      expect(upper / lower).toBeLessThan(1.0005);
    }
  });
});

describe('laws of composition', () => {
  const mechanism = fc.oneof(
    fc.double({ min: 1, max: 20, noNaN: true }).map((sigma) => gaussianMechanism({ sigma })),
    fc.double({ min: 1, max: 20, noNaN: true }).map((b) => laplaceMechanism({ b })),
    fc
      .tuple(fc.double({ min: 0.8, max: 5, noNaN: true }), fc.double({ min: 0.01, max: 1, noNaN: true }))
      .map(([sigma, q]) => gaussianMechanism({ sigma }, 'add-remove', q)),
    fc.double({ min: 0.05, max: 1, noNaN: true }).map((a) => discreteLaplaceMechanism({ a }))
  );
  const use: fc.Arbitrary<Use> = fc.record({ mechanism, count: fc.integer({ min: 1, max: 20 }) });
  const uses = fc.array(use, { minLength: 1, maxLength: 3 });
  const quick = { tolerance: 0.02, points: 2 ** 16 };
  const runs = { numRuns: 10 };

  it('the order does not matter', () => {
    fc.assert(
      fc.property(uses, (list) => {
        const there = composedEpsilon(list, 1e-5, quick);
        const back = composedEpsilon(list.toReversed(), 1e-5, quick);
        expect(back.upper).toBeCloseTo(there.upper, 6);
        expect(back.lower).toBeCloseTo(there.lower, 6);
      }),
      runs
    );
  });

  it('the lower bound is below the upper one, and one more use costs something', () => {
    fc.assert(
      fc.property(uses, use, (list, more) => {
        const less = composedEpsilon(list, 1e-5, quick);
        expect(less.lower).toBeLessThanOrEqual(less.upper);
        expect(composedEpsilon([...list, more], 1e-5, quick).upper).toBeGreaterThanOrEqual(less.lower - 1e-9);
      }),
      runs
    );
  });

  it('delta falls with epsilon and epsilon with delta', () => {
    fc.assert(
      fc.property(uses, (list) => {
        const curves = composedCurves(list, 0.01, 'upper');
        for (const curve of curves) {
          const deltas = [-1, 0, 0.2, 0.5, 1, 2, 5].map(curve);
          expect(deltas).toEqual(deltas.toSorted((a, b) => b - a));
        }
        const epsilons = [1e-3, 1e-5, 1e-9].map((delta) => composedEpsilon(list, delta, quick).upper);
        expect(epsilons).toEqual(epsilons.toSorted((a, b) => a - b));
      }),
      runs
    );
  });
});
