import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountOf, type Books, DEFAULT_CAPS, EPSILONS, forecast } from '$lib/telemetry/index.ts';

const none: Books = { consents: [], ledger: [], answers: [], outbox: [], withheld: [], caps: DEFAULT_CAPS };

test('nothing reported is nothing revealed', () => {
  expect(accountOf([])).toEqual({ reports: 0, basic: 0, concentrated: 0, sharp: 0 });
});

test('a year of weekly reports at epsilon 0.25 adds up to what the privacy room says', () => {
  const { reports, basic, concentrated, sharp } = accountOf(new Array<number>(52).fill(0.25));
  expect([reports, basic]).toEqual([52, expect.closeTo(13, 9)]);
  expect(concentrated).toBeCloseTo(10.33, 2);
  expect(sharp).toBeCloseTo(9.15, 2);
});

test('sharper bounds are never above the coarser ones, and never below the largest report', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom<number>(...EPSILONS), { minLength: 1, maxLength: 80 }),
      (epsilons) => {
        const { basic, concentrated, sharp } = accountOf(epsilons);
        expect(basic).toBeCloseTo(epsilons.reduce((a, b) => a + b));
        expect(concentrated).toBeLessThanOrEqual(basic);
        expect(sharp).toBeLessThanOrEqual(concentrated);
        // Short of the chance that both bounds leave open.
        expect(sharp).toBeGreaterThan(0.95 * Math.max(...epsilons));
      }
    ),
    { numRuns: 25 }
  );
});

test('the forecast has a line a week for each question that is on, as far as the caps allow', () => {
  const on = (metric: string, epsilon: number) => ({ metric, epsilon, since: 0 });
  expect(forecast(none, '2026-W48')).toEqual([]);
  expect(forecast({ ...none, consents: [on('hour', 1)] }, '2026-W48')).toHaveLength(52);
  const dear = { ...none, consents: [on('hour', 4), on('skipped', 4)] };
  const lines = forecast(dear, '2026-W48');
  expect(lines).toHaveLength(25);
  expect(new Set(lines.map(({ metric }) => metric))).toEqual(new Set(['hour']));
});

test('weeks that are in the ledger are not forecast again', () => {
  const spent = { metric: 'hour', period: '2026-W48', epsilon: 1, at: 0, mechanism: '' };
  const lines = forecast(
    { ...none, consents: [{ metric: 'hour', epsilon: 1, since: 0 }], ledger: [spent] },
    '2026-W48'
  );
  expect(lines[0]?.period).toBe('2026-W49');
  expect(lines).toHaveLength(51);
});
