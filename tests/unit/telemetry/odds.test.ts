import { describe, expect, test } from 'vitest';
import { secureRng } from '$lib/privacy/index.ts';
import {
  encodeReport,
  EPSILONS,
  exampleReport,
  METRICS,
  type Odds,
  oddsOf,
  parseReport
} from '$lib/telemetry/index.ts';
import { seededRng } from '../privacy/seeded-rng.ts';

const asked = METRICS.flatMap((metric) => EPSILONS.map((epsilon) => ({ metric, epsilon })));

test('an example is a report that could be sent, with a key of its own', () => {
  const keys = asked.map(({ metric, epsilon }) => {
    const report = exampleReport(metric, { period: '2026-W47', epsilon, truth: 1 }, secureRng());
    expect(parseReport(JSON.parse(new TextDecoder().decode(encodeReport(report))))).toEqual(report);
    return report.key;
  });
  expect(new Set(keys).size).toBe(asked.length);
});

describe.each(asked)('$metric.id at epsilon $epsilon', ({ metric, epsilon }) => {
  const truth = metric.domain.kind === 'choice' ? 2 : 0.3;
  const { value } = exampleReport(metric, { period: '2026-W47', epsilon, truth }, seededRng(7));
  const odds = oddsOf(metric, epsilon, truth, value);
  const ratios = (pick: (odds: Odds) => number) => {
    const all = odds.map(pick);
    return Math.max(...all) / Math.min(...all);
  };

  test('no answer is more likely than e^epsilon times another', () => {
    expect(ratios(({ chance }) => chance)).toBeLessThanOrEqual(Math.exp(epsilon) + 1e-9);
    expect(ratios(({ after }) => after)).toBeLessThanOrEqual(Math.exp(epsilon) + 1e-9);
  });

  test('one answer is yours, and beliefs add up', () => {
    expect(odds.filter(({ yours }) => yours)).toHaveLength(1);
    for (const when of ['before', 'after'] as const)
      expect(odds.reduce((sum, each) => sum + each[when], 0)).toBeCloseTo(1, 9);
  });
});

test('chances are those that many draws show', () => {
  const [metric] = METRICS;
  const rng = seededRng(3);
  const draws = Array.from(
    { length: 4000 },
    () => exampleReport(metric, { period: '2026-W47', epsilon: 2, truth: 4 }, rng).value as number[]
  );
  const [first = []] = draws;
  for (const { answer, chance, yours } of oddsOf(metric, 2, 4, first)) {
    if (yours) {
      const named = draws.filter((report) => report.includes(answer)).length / draws.length;
      expect(named).toBeCloseTo(chance, 1);
    }
  }
});
