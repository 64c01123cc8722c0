import { describe, expect, test } from 'vitest';
import { estimateAll, type Figure } from '../../../src/collector/estimates.ts';
import type { Sum } from '../../../src/collector/store.ts';
import {
  EPSILONS,
  findMetric,
  fromUnit,
  mechanismOf,
  METRICS,
  type MetricId
} from '../../../src/lib/telemetry/index.ts';
import { MANY_SIGMAS } from '../privacy/checks/statistics.ts';
import { seededRng } from '../privacy/seeded-rng.ts';

const period = '2026-W48';
const rng = seededRng(1);

/** People with each input: uneven, and nobody has the last. */
function crowd(inputs: number, people: number): number[] {
  return Array.from({ length: inputs }, (_, i) =>
    Math.round((people * (inputs - 1 - i) * 2) / inputs / (inputs - 1))
  );
}

/** What the collector holds after all of them have reported at this budget. */
function sumsOf(id: MetricId, epsilon: number, people: number): Sum[] {
  const metric = findMetric(id);
  if (!metric) throw new Error(id);
  const { kind, mechanism } = mechanismOf(metric, epsilon);
  const counts = crowd(mechanism.inputs, people);
  const total =
    kind === 'choice'
      ? mechanism.sampleAggregate(counts, rng).support
      : mechanism.sampleAggregate(counts, rng).counts;
  return total.map((count, option) => ({ metric: id, period, epsilon, option, count }));
}

/** The truth about such a crowd. */
function truthOf(id: MetricId, people: number): number[] {
  const metric = findMetric(id);
  if (!metric) throw new Error(id);
  const { kind, mechanism } = mechanismOf(metric, 1);
  const counts = crowd(mechanism.inputs, people);
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (kind === 'choice') return counts.map((count) => count / all);
  const mean = counts.reduce((sum, count, i) => sum + count * mechanism.value(i), 0) / all;
  return [metric.domain.kind === 'mean' ? fromUnit(mean, metric.domain) : mean];
}

function figuresOf(sums: readonly Sum[]): readonly Figure[] {
  const [estimate] = estimateAll(sums, 100);
  if (!estimate?.result) throw new Error('no result');
  return estimate.result.kind === 'choice' ? estimate.result.options : [estimate.result];
}

describe.each(METRICS.map(({ id }) => id))('%s', (id) => {
  test.each(EPSILONS)('is estimated at a budget of %d, as exactly as it says', (epsilon) => {
    const truth = truthOf(id, 200_000);
    for (const [i, { value, standardError }] of figuresOf(sumsOf(id, epsilon, 200_000)).entries()) {
      expect(Math.abs(value - (truth[i] ?? NaN)) / standardError).toBeLessThan(MANY_SIGMAS);
    }
  });
});

describe('reports of several budgets', () => {
  const joint = () => [sumsOf('minutes', 0.5, 5600), sumsOf('minutes', 2, 5600), sumsOf('minutes', 8, 560)];

  test('tell more together than any alone', () => {
    const parts = joint();
    const errors = figuresOf(parts.flat()).map(({ standardError }) => standardError);
    for (const part of parts) {
      for (const [i, { standardError }] of figuresOf(part).entries()) {
        expect(errors[i]).toBeLessThan(standardError);
      }
    }
  });

  test('are joined without bias, and the intervals hold as often as they say', () => {
    const draws = 300;
    const truth = truthOf('minutes', 5600);
    const runs = Array.from({ length: draws }, () => figuresOf(joint().flat()));
    for (const [i, expected] of truth.entries()) {
      const off = runs.map(
        (figures) => ((figures[i]?.value ?? NaN) - expected) / (figures[i]?.standardError ?? NaN)
      );
      const mean = off.reduce((sum, z) => sum + z, 0) / draws;
      expect(Math.abs(mean)).toBeLessThan(MANY_SIGMAS / Math.sqrt(draws) + 0.05);
      const held = runs.filter(({ [i]: figure }) => {
        const [low, high] = figure?.interval ?? [NaN, NaN];
        return low <= expected && expected <= high;
      });
      // 285 expected with a deviation of 3.8: below 258 less than once in 10^9.
      expect(held.length).toBeGreaterThan(257);
    }
  });

  test('are counted apart', () => {
    const [estimate] = estimateAll(joint().flat(), 100);
    expect(estimate?.budgets).toEqual([
      { epsilon: 0.5, reports: 5600 },
      { epsilon: 2, reports: 5600 },
      { epsilon: 8, reports: 560 }
    ]);
    expect(estimate?.reports).toBe(11_760);
  });
});

test('fewer than the least number give no figures', () => {
  expect(estimateAll(sumsOf('hour', 1, 90), 100)[0]).not.toHaveProperty('result');
  expect(estimateAll([], 100)).toEqual([]);
});

test('each week and metric is apart, and metrics of the past are left out', () => {
  const sums = sumsOf('hour', 1, 1000);
  const earlier = sums.map((sum) => ({ ...sum, period: '2026-W47' }));
  const gone = sums.map((sum) => ({ ...sum, metric: 'mood' }));
  const estimates = estimateAll([...earlier, ...sums, ...gone, ...sumsOf('skipped', 1, 1000)], 100);
  expect(estimates.map(({ metric, period: week }) => `${week} ${metric}`)).toEqual([
    '2026-W47 hour',
    '2026-W48 hour',
    '2026-W48 skipped'
  ]);
});

test('sums that no reports can have added up to are no ground for figures', () => {
  const [first, ...rest] = sumsOf('hour', 0.5, 1000);
  if (!first) throw new Error('no sums');
  expect(() => estimateAll([{ ...first, count: first.count + 1 }, ...rest], 100)).toThrow('bad sums');
  expect(() => estimateAll([{ ...first, option: 999 }, ...rest], 100)).toThrow('bad sums');
});
