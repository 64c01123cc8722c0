import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linesOf } from '../../../src/lib/components/picture/lines.ts';

const measure = (text: string) => text.length;

it('breaks a text into lines that are no wider than they may be', () => {
  expect(linesOf('a chart is read from left to right', 12, measure)).toEqual([
    'a chart is',
    'read from',
    'left to',
    'right'
  ]);
  expect(linesOf('', 12, measure)).toEqual([]);
  const words = fc.array(fc.string({ minLength: 1, maxLength: 9 }).map((word) => word.replaceAll(' ', 'x')));
  fc.assert(
    fc.property(words, fc.integer({ min: 9, max: 40 }), (parts, width) => {
      const lines = linesOf(parts.join(' '), width, measure);
      expect(lines.join(' ')).toBe(parts.join(' '));
      for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(width);
    }),
    { seed: 20_261_128 }
  );
});
