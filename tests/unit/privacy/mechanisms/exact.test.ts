import { describe, expect, test } from 'vitest';
import {
  Duchi,
  HadamardResponse,
  HybridMean,
  Piecewise,
  type PureProtocol,
  RandomizedResponse,
  Rational,
  SubsetSelection,
  optimisedUnaryEncoding,
  symmetricUnaryEncoding
} from '../../../../src/lib/privacy/index.ts';
import { Sum } from '../checks/enumeration.ts';
import { seededRng } from '../seeded-rng.ts';

const protocols: Record<string, PureProtocol<never>> = {
  'randomized response': new RandomizedResponse({ categories: 4, epsilon: 1 }),
  'subset selection': new SubsetSelection({ categories: 6, epsilon: 0.7, size: 3 }),
  'symmetric unary encoding': symmetricUnaryEncoding({ categories: 4, epsilon: 1 }),
  'optimised unary encoding': optimisedUnaryEncoding({ categories: 4, epsilon: 1 }),
  'Hadamard response': new HadamardResponse({ categories: 6, epsilon: 2 })
} as unknown as Record<string, PureProtocol<never>>;

describe.each(Object.entries(protocols))('%s', (_, mechanism) => {
  test('supports the true category with p and each other with q, as fractions: so its estimate is unbiased', () => {
    for (let input = 0; input < mechanism.inputs; input++) {
      for (let category = 0; category < mechanism.inputs; category++) {
        const supported = new Sum();
        for (const report of mechanism.outputs()) {
          if (mechanism.supports(report, category)) supported.add(mechanism.probability(report, input));
        }
        const stated = category === input ? mechanism.supportTrue : mechanism.supportOther;
        expect(supported.total.equals(stated)).toBe(true);
      }
    }
  });

  test('is E times as likely for a supported category as for another', () => {
    for (const report of mechanism.outputs()) {
      const [yes = [], no = []] = [true, false].map((supported) =>
        Array.from({ length: mechanism.inputs }, (_, v) => v)
          .filter((v) => mechanism.supports(report, v) === supported)
          .map((v) => mechanism.probability(report, v))
      );
      const first = yes[0] ?? no[0]?.times(mechanism.ratio) ?? Rational.of(0);
      expect(yes.every((p) => p.equals(first))).toBe(true);
      expect(no.every((p) => p.times(mechanism.ratio).equals(first))).toBe(true);
    }
  });

  test('projection gives a distribution, and intervals widen with confidence', () => {
    const counts = Array.from({ length: mechanism.inputs }, (_, v) => (v === 0 ? 50 : 1));
    const tally = mechanism.sampleAggregate(counts, seededRng(1));
    const { frequencies } = mechanism.estimate(tally, { project: true });
    expect(frequencies.reduce((sum, f) => sum + f, 0)).toBeCloseTo(1, 9);
    expect(Math.min(...frequencies)).toBeGreaterThanOrEqual(0);
    const width = (confidence: number) => {
      const [low, high] = mechanism.estimate(tally, { confidence }).intervals[0] ?? [0, 0];
      return high - low;
    };
    expect(width(0.99) / width(0.95)).toBeCloseTo(2.5758 / 1.95996, 4);
  });
});

describe.each([0.3, 1, 4])('means at epsilon %d', (epsilon) => {
  test.each([
    ['Duchi', new Duchi({ epsilon, steps: 8 })],
    ['piecewise', new Piecewise({ epsilon, steps: 8 })],
    ['hybrid', new HybridMean({ epsilon, steps: 8 })]
  ])(
    '%s reports are the point on average, as fractions, and their second moment is exact',
    (_, mechanism) => {
      for (let point = 0; point < mechanism.inputs; point++) {
        const mean = new Sum();
        const square = new Sum();
        for (const report of mechanism.outputs()) {
          const x = mechanism.decode(report);
          mean.add(x.times(mechanism.probability(report, point)));
          square.add(x.times(x).times(mechanism.probability(report, point)));
        }
        expect(mean.total.equals(mechanism.grid.exactValue(point))).toBe(true);
        expect(square.total.equals(mechanism.secondMoment(point))).toBe(true);
      }
    }
  );
});

test('a value between two points of the grid is rounded without bias', () => {
  const { grid } = new Duchi({ epsilon: 1, steps: 4 });
  const rng = seededRng(2);
  const points = Array.from({ length: 40_000 }, () => grid.round(0.35, rng));
  expect(new Set(points)).toEqual(new Set([2, 3]));
  const upper = points.filter((point) => point === 3).length / points.length;
  // 0.35 lies 0.7 of the way from 0 to 0.5.
  expect(Math.abs(upper - 0.7)).toBeLessThan(7 * Math.sqrt((0.7 * 0.3) / points.length));
  expect(() => new Duchi({ epsilon: 1, steps: 3 })).toThrow(RangeError);
});
