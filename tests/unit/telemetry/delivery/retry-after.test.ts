import fc from 'fast-check';
import { expect, test } from 'vitest';
import { waitOf } from '../../../../src/lib/telemetry/delivery/retry-after.ts';

/** The moment of the examples in RFC 9110. */
const THEN = Date.UTC(1994, 10, 6, 8, 49, 37);

test('seconds', () => {
  fc.assert(fc.property(fc.nat(), (seconds) => waitOf(String(seconds), THEN) === 1000 * seconds));
});

test.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
  'a date: %s',
  (date) => {
    expect(waitOf(date, THEN - 90_000)).toBe(90_000);
    expect(waitOf(date, THEN + 1)).toBe(0);
  }
);

test.each([undefined, '', '-5', '1.5', '1e3', '0x10', '2040-01-01', 'soon', 'Someday, any time GMT'])(
  'nothing that can be understood: %s',
  (field) => {
    expect(waitOf(field, THEN)).toBe(0);
  }
);
