import { describe, expect, it } from 'vitest';
import {
  logBinomialPmf,
  shuffledEpsilon,
  shuffledEpsilonClosedForm
} from '../../../../src/lib/privacy/accounting/index.ts';

/** The same mixture, every crowd size and every output of it, with no cut and no blocks. */
function enumeratedDelta(n: number, epsilon0: number, epsilon: number): number {
  const alpha = Math.exp(epsilon0) / (1 + Math.exp(epsilon0));
  let delta = 0;
  for (let c = 0; c < n; c++) {
    const mass = Math.exp(logBinomialPmf(c, n - 1, Math.exp(-epsilon0)));
    const half = (x: number) => Math.exp(logBinomialPmf(x, c, 0.5));
    for (let x = 0; x <= c + 1; x++) {
      const p = alpha * half(x) + (1 - alpha) * half(x - 1);
      const q = (1 - alpha) * half(x) + alpha * half(x - 1);
      delta += mass * Math.max(0, p - Math.exp(epsilon) * q);
    }
  }
  return delta;
}

describe('shuffling', () => {
  it.each([
    [300, 0.7, 1e-3],
    [301, 1.5, 1e-4],
    [1000, 3, 1e-5]
  ])(
    '%d reports of epsilon %d: with a step of 1 both bounds are within a factor of 2 of the enumerated delta',
    (n, epsilon0, delta) => {
      const search = { step: 1, iterations: 40 };
      const upper = shuffledEpsilon({ n, epsilon0 }, delta, 'upper', search);
      expect(enumeratedDelta(n, epsilon0, upper)).toBeLessThanOrEqual(delta);
      // The search stops when the rest could at most double what it has summed up.
      expect(enumeratedDelta(n, epsilon0, upper * 0.99)).toBeGreaterThan(delta / 2);
      // The lower estimate leaves out less than it has counted.
      const lower = shuffledEpsilon({ n, epsilon0 }, delta, 'lower', search);
      expect(lower).toBeLessThanOrEqual(upper);
      expect(enumeratedDelta(n, epsilon0, lower)).toBeLessThanOrEqual(2 * delta * (1 + 1e-9));
    }
  );

  it('is published to lie between these two, of 100,000 reports', () => {
    const search = { step: 100, iterations: 10 };
    expect(shuffledEpsilon({ n: 100_000, epsilon0: 4 }, 1e-6, 'upper', search)).toBeCloseTo(
      0.172790550755978,
      9
    );
    expect(shuffledEpsilon({ n: 100_000, epsilon0: 4 }, 1e-6, 'lower', search)).toBeCloseTo(
      0.1675385583317841,
      9
    );
  });

  it('amplifies more the more people there are, and never hurts', () => {
    let last = Infinity;
    for (const n of [1e3, 1e5, 1e8]) {
      const numeric = shuffledEpsilon({ n, epsilon0: 2 }, 1e-8);
      expect(numeric).toBeLessThan(last);
      expect(numeric).toBeLessThanOrEqual(shuffledEpsilonClosedForm({ n, epsilon0: 2 }, 1e-8));
      last = numeric;
    }
    expect(shuffledEpsilonClosedForm({ n: 10, epsilon0: 3 }, 1e-6)).toBe(3);
    expect(shuffledEpsilon({ n: 1, epsilon0: 3 }, 1e-6)).toBeGreaterThan(2.99);
    expect(() => shuffledEpsilon({ n: 0.5, epsilon0: 3 }, 1e-6)).toThrow(/n must/);
  });
});
