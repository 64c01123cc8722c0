import { describe, expect, test } from 'vitest';
import { FAMILY_IDS } from '$lib/catalogue/index.ts';
import { secureRng } from '$lib/privacy/index.ts';
import {
  encodeReport,
  EPSILONS,
  findMetric,
  fromUnit,
  mechanismOf,
  METRICS,
  parseReport,
  ReportError,
  toUnit,
  type Report
} from '$lib/telemetry/index.ts';

const key = '00112233445566778899aabbccddeeff';
const good: Report = { metric: 'minutes', period: '2026-W48', epsilon: 4, value: [3], key };

describe('metrics', () => {
  test('have names of their own and a default budget that is offered', () => {
    expect(new Set(METRICS.map(({ id }) => id)).size).toBe(METRICS.length);
    for (const { epsilon } of METRICS) expect(EPSILONS).toContain(epsilon);
  });

  test('the kinds of music are those of the catalogue', () => {
    const domain = findMetric('family')?.domain;
    expect(domain?.kind === 'choice' && domain.options.slice(1, -1)).toEqual(FAMILY_IDS);
  });

  test('numbers go to the scale of the mechanism and back', () => {
    const scale = { low: 10, high: 30 };
    expect([10, 15, 30].map((value) => toUnit(value, scale))).toEqual([-1, -0.5, 1]);
    expect([-1, -0.5, 1].map((value) => fromUnit(value, scale))).toEqual([10, 15, 30]);
  });
});

describe('reports', () => {
  test('whatever a mechanism puts out can be sent and read', () => {
    const rng = secureRng();
    for (const metric of METRICS) {
      for (const epsilon of EPSILONS) {
        const made = mechanismOf(metric, epsilon);
        for (let draw = 0; draw < 20; draw++) {
          const value =
            made.kind === 'choice' ? made.mechanism.randomize(1, rng) : made.mechanism.randomize(0.3, rng);
          const report = { metric: metric.id, period: '2026-W48', epsilon, value, key };
          expect(parseReport(JSON.parse(new TextDecoder().decode(encodeReport(report))))).toEqual(report);
        }
      }
    }
  });

  test.each([
    [{ ...good, metric: 'mood' }, 'metric'],
    [{ ...good, period: '2026-W54' }, 'period'],
    [{ ...good, epsilon: 3 }, 'epsilon'],
    [{ ...good, epsilon: '4' }, 'epsilon'],
    [{ ...good, value: 3 }, 'value'],
    [{ ...good, value: [] }, 'value'],
    [{ ...good, value: [8] }, 'value'],
    [{ ...good, value: [-1] }, 'value'],
    [{ ...good, value: [1.5] }, 'value'],
    [{ ...good, epsilon: 0.5, value: [1, 1, 2] }, 'value'],
    [{ ...good, metric: 'skipped', value: 1e9 }, 'value'],
    [{ ...good, key: 'me' }, 'key'],
    [{ ...good, name: 'Ada' }, 'name'],
    [null, 'Object'],
    ['{}', 'Object']
  ])('%j is refused for its %s', (input, reason) => {
    expect(() => parseReport(input)).toThrow(ReportError);
    expect(() => parseReport(input)).toThrow(reason);
  });
});
