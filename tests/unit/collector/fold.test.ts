import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '../../../src/collector/fold.ts';
import type { Report } from '../../../src/lib/telemetry/index.ts';
import { makeReport } from './reports.ts';

const reports: fc.Arbitrary<Report[]> = fc.array(
  fc
    .record({
      metric: fc.constantFrom('hour', 'skipped'),
      period: fc.constantFrom('2026-W47', '2026-W48'),
      epsilon: fc.constantFrom(0.5, 1),
      value: fc.oneof(fc.uniqueArray(fc.nat(24), { maxLength: 9 }), fc.nat(120))
    })
    .map(makeReport)
);

test('every option of every report counts once', () => {
  fc.assert(
    fc.property(reports, (list) => {
      const options = list.flatMap(({ value }) => value);
      expect(fold(list).reduce((sum, { count }) => sum + count, 0)).toBe(options.length);
    }),
    { seed: 1 }
  );
});

test('the order of the reports does not matter, and no place comes twice', () => {
  fc.assert(
    fc.property(reports, (list) => {
      const sums = fold(list);
      expect(fold([...list].reverse())).toEqual(sums);
      const places = sums.map(({ metric, period, epsilon, option }) =>
        [metric, period, epsilon, option].join(' ')
      );
      expect(new Set(places).size).toBe(places.length);
    }),
    { seed: 2 }
  );
});
