import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseUtc } from '../../../src/lib/history/importers/time.ts';

it('reads every moment that can be written', () => {
  const date = fc.date({
    min: new Date('1900-01-01T00:00:00Z'),
    max: new Date('2099-12-31T23:59:59Z'),
    noInvalidDate: true
  });
  fc.assert(
    fc.property(date, (moment) => {
      expect(parseUtc(moment.toISOString())).toBe(moment.getTime());
      expect(parseUtc(`${moment.toISOString().slice(0, 19)}Z`)).toBe(
        Math.floor(moment.getTime() / 1000) * 1000
      );
    })
  );
});

it.each([
  '2021-02-29T10:00:00Z',
  '2021-02-30T10:00:00Z',
  '1900-02-29T10:00:00Z',
  '2021-13-01T10:00:00Z',
  '2021-00-01T10:00:00Z',
  '2021-01-00T10:00:00Z',
  '2021-01-01T24:00:00Z',
  '2021-01-01T10:60:00Z',
  '2021-01-01T10:00:60Z',
  '2021-01-01 10:00:00Z',
  '2021-01-01T10:00:00',
  '2021-01-01T10:00:00+00:00',
  '2021-01-01T10:00:00.12Z',
  '2021-1-1T10:00:00.000Z',
  ' 2021-01-01T10:00:00Z',
  '2021-01-01T1a:00:00Z',
  'Z',
  ''
])('refuses %j', (text) => {
  expect(parseUtc(text)).toBeNaN();
});
