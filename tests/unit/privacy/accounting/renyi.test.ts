import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  composedDelta,
  composedEpsilon,
  composedRenyi,
  composedRho,
  discreteGaussianMechanism,
  exponentialMechanismRenyi,
  finiteRenyi,
  fromNoise,
  gaussianMechanism,
  gaussianRenyi,
  gaussianRho,
  laplaceMechanism,
  laplaceRenyi,
  pureRenyi,
  pureRho,
  randomizedResponse,
  renyiDelta,
  renyiEpsilon,
  subsampledGaussianRenyi,
  zcdpDelta,
  zcdpEpsilon
} from '../../../../src/lib/privacy/accounting/index.ts';

/** ln(integral of p^a q^(1-a)) / (a - 1), by Simpson's rule. */
function integrated(
  p: (x: number) => number,
  q: (x: number) => number,
  a: number,
  from: number,
  to: number
): number {
  const steps = 20_000;
  const width = (to - from) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const x = from + i * width;
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(a * Math.log(p(x) / q(x)) + Math.log(q(x)));
  }
  return Math.log((sum * width) / 3) / (a - 1);
}

describe('Renyi divergences agree with the integral or sum that defines them', () => {
  const normal = (x: number, mean: number, sigma: number) =>
    Math.exp(-((x - mean) ** 2) / (2 * sigma * sigma)) / (sigma * Math.sqrt(2 * Math.PI));

  it.each([
    [0.01, 2.5, 1.5],
    [0.01, 2.5, 2.5],
    [0.3, 0.7, 1.1],
    [0.5, 1, 7.3],
    [0.2, 1, 5],
    [0.9, 3, 12],
    [1, 1.4, 3.2]
  ])('Gaussian sampled with probability %d, sigma %d, order %d', (q, sigma, order) => {
    const base = (x: number) => normal(x, 0, sigma);
    const mixed = (x: number) => (1 - q) * base(x) + q * normal(x, 1, sigma);
    const truth = integrated(mixed, base, order, -12 * sigma, order + 12 * sigma);
    expect(subsampledGaussianRenyi(sigma, q)(order) / truth).toBeCloseTo(1, 7);
  });

  it('whole orders by the sum and their neighbours by quadrature meet', () => {
    for (const [q, sigma] of [
      [1e-7, 0.3],
      [1e-3, 1],
      [0.5, 20],
      [0.99, 0.4]
    ] as const) {
      const curve = subsampledGaussianRenyi(sigma, q);
      for (const order of [2, 3, 10, 30]) {
        expect(curve(order + 1e-9) / curve(order)).toBeCloseTo(1, 5);
        expect(curve(order + 1e-9)).toBeGreaterThanOrEqual(curve(order) * (1 - 1e-9));
      }
    }
  });

  it.each([1, 1.3, 2, 7.5])('Laplace, order %d', (order) => {
    const density = (x: number) => Math.exp(-Math.abs(x) / 0.8) / 1.6;
    const shifted = (x: number) => density(x - 1);
    const truth =
      order === 1
        ? integrated(shifted, density, 1 + 1e-5, -40, 40)
        : integrated(shifted, density, order, -40, 40);
    expect(laplaceRenyi(0.8)(order)).toBeCloseTo(truth, 4);
  });

  it('randomized response', () => {
    for (const order of [1, 1.5, 2, 8]) {
      const truth = [0.73, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03];
      const other = truth.toReversed();
      const sum = truth.reduce(
        (total, p, i) =>
          total +
          (order === 1 ? p * Math.log(p / (other[i] ?? 0)) : p ** order * (other[i] ?? 0) ** (1 - order)),
        0
      );
      const divergence = order === 1 ? sum : Math.log(sum) / (order - 1);
      expect(finiteRenyi(randomizedResponse(fromNoise(10, 0.3)))(order)).toBeCloseTo(divergence, 12);
    }
    expect(finiteRenyi(randomizedResponse(fromNoise(10, 0.3)))(Infinity)).toBeCloseTo(
      Math.log(0.73 / 0.03),
      12
    );
  });

  it.each([
    [1, 1.5],
    [0.1, 3],
    [5, 20],
    [1e-4, 2]
  ])(
    'the exponential mechanism of epsilon %d at order %d is the worst way to place its losses',
    (epsilon, order) => {
      let worst = 0;
      for (let i = 1; i < 4000; i++) {
        const t = (epsilon * i) / 4000;
        const w = (Math.exp(-t) - Math.exp(-epsilon)) / -Math.expm1(-epsilon);
        // E r^a - 1, r the ratio under Q, whose mean is 1.
        const excess =
          w * (Math.expm1(order * t) - order * Math.expm1(t)) +
          (1 - w) * (Math.expm1(order * (t - epsilon)) - order * Math.expm1(t - epsilon));
        worst = Math.max(worst, Math.log1p(excess) / (order - 1));
      }
      const computed = exponentialMechanismRenyi(epsilon)(order);
      expect(computed).toBeGreaterThanOrEqual(worst * (1 - 1e-7));
      expect(computed / worst).toBeCloseTo(1, 3);
    }
  );
});

describe('laws of curves', () => {
  const order = fc.double({ min: 1, max: 60, noNaN: true });
  const curve = fc.oneof(
    fc.double({ min: 0.3, max: 30, noNaN: true }).map((b) => laplaceRenyi(b)),
    fc.double({ min: 0.3, max: 30, noNaN: true }).map((sigma) => gaussianRenyi(sigma)),
    fc.double({ min: 1e-3, max: 5, noNaN: true }).map((epsilon) => pureRenyi(epsilon)),
    fc.double({ min: 1e-3, max: 5, noNaN: true }).map((epsilon) => exponentialMechanismRenyi(epsilon)),
    fc
      .tuple(fc.double({ min: 0.5, max: 10, noNaN: true }), fc.double({ min: 1e-6, max: 0.99, noNaN: true }))
      .map(([sigma, q]) => subsampledGaussianRenyi(sigma, q))
  );

  it('divergence grows with the order', () => {
    fc.assert(
      fc.property(curve, order, order, (divergence, x, y) => {
        const [low, high] = [Math.min(x, y), Math.max(x, y)];
        expect(divergence(low)).toBeLessThanOrEqual(
          divergence(high) * (1 + 1e-6) + (1e-5 / (low - 1 + 1e-4)) * 1e-6
        );
      })
    );
  });

  it('no pure mechanism exceeds its epsilon, nor a known shape the worst of its epsilon', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-2, max: 8, noNaN: true }), order, (epsilon, a) => {
        const worst = pureRenyi(epsilon)(a);
        expect(worst).toBeLessThanOrEqual(epsilon * (1 + 1e-9));
        expect(laplaceRenyi(1 / epsilon)(a)).toBeLessThanOrEqual(worst * (1 + 1e-6) + 1e-9);
        expect(exponentialMechanismRenyi(epsilon)(a)).toBeLessThanOrEqual(worst * (1 + 1e-6) + 1e-9);
      })
    );
  });

  it('conversions to epsilon and to delta undo each other', () => {
    fc.assert(
      fc.property(curve, fc.double({ min: 1e-9, max: 1e-3, noNaN: true }), (divergence, delta) => {
        const { value: epsilon } = renyiEpsilon(divergence, delta);
        if (epsilon > 0)
          expect(renyiDelta(divergence, epsilon).value).toBeLessThanOrEqual(delta * (1 + 1e-9));
      })
    );
  });
});

describe('loss distributions are never above Renyi and zCDP bounds', () => {
  it.each([
    [1, 1, 1],
    [5, 1, 40],
    [2, 0.2, 100],
    [1.5, 0.04, 300]
  ])('Gaussian with sigma %d, sampled with %d, %d times', (sigma, q, count) => {
    const uses = [{ mechanism: gaussianMechanism({ sigma }, 'add-remove', q), count }];
    const curve = composedRenyi([{ curve: subsampledGaussianRenyi(sigma, q), count }]);
    const rho = composedRho(Array.from({ length: count }, () => gaussianRho(sigma)));
    for (const delta of [1e-3, 1e-6, 1e-12]) {
      const { upper } = composedEpsilon(uses, delta);
      expect(upper).toBeLessThanOrEqual(renyiEpsilon(curve, delta).value);
      expect(upper).toBeLessThanOrEqual(zcdpEpsilon(rho, delta));
    }
    for (const epsilon of [0.5, 2]) {
      const { lower } = composedDelta(uses, epsilon);
      expect(lower).toBeLessThanOrEqual(renyiDelta(curve, epsilon).value);
      expect(lower).toBeLessThanOrEqual(zcdpDelta(rho, epsilon));
    }
  });

  it('Laplace, discrete Gaussian and randomized response', () => {
    const laplace = composedRenyi([{ curve: laplaceRenyi(4), count: 50 }]);
    expect(composedEpsilon([{ mechanism: laplaceMechanism({ b: 4 }), count: 50 }], 1e-6).upper).toBeLessThan(
      renyiEpsilon(laplace, 1e-6).value
    );
    const discrete = { mechanism: discreteGaussianMechanism({ sigma: 3 }), count: 20 };
    expect(composedEpsilon([discrete], 1e-6).upper).toBeLessThan(zcdpEpsilon(20 * gaussianRho(3), 1e-6));
    const response = randomizedResponse(fromNoise(4, 0.9));
    const renyi = composedRenyi([{ curve: finiteRenyi(response), count: 100 }]);
    expect(composedEpsilon([{ mechanism: response, count: 100 }], 1e-6).upper).toBeLessThan(
      renyiEpsilon(renyi, 1e-6).value
    );
  });
});

describe('zCDP', () => {
  it.each([
    [0.03125, 0],
    [0.05, 0.25],
    [1, 5],
    [1e-8, 1e-6],
    [0.5, 20]
  ])('rho %d at epsilon %d: no order of a fine grid gives a smaller delta', (rho, epsilon) => {
    let best = Infinity;
    for (let x = -12; x < 30; x += 1e-3) {
      const a = 1 + Math.exp(x);
      best = Math.min(best, (a - 1) * (a * rho - epsilon) + a * Math.log1p(-1 / a) - Math.log(a - 1));
    }
    expect(zcdpDelta(rho, epsilon) / Math.exp(best)).toBeCloseTo(1, 4);
    expect(zcdpDelta(rho, epsilon)).toBeLessThanOrEqual(Math.exp(best) * (1 + 1e-10));
  });

  it('epsilon and delta undo each other', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-4, max: 10, noNaN: true }),
        fc.double({ min: 1e-12, max: 0.1, noNaN: true }),
        (rho, delta) => {
          const epsilon = zcdpEpsilon(rho, delta);
          if (epsilon > 0) expect(zcdpDelta(rho, epsilon) / delta).toBeCloseTo(1, 6);
          // Bun and Steinke's first bound is looser.
          expect(epsilon).toBeLessThanOrEqual(rho + 2 * Math.sqrt(rho * Math.log(1 / delta)));
        }
      )
    );
    expect(zcdpEpsilon(pureRho(0.1), 1e-6)).toBeGreaterThan(0.1);
    expect(zcdpDelta(0, 0)).toBe(0);
  });
});
