import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_RECORD_BYTES } from '../../../src/lib/history/limits.ts';
import { readLines } from '../../../src/lib/history/reading/lines.ts';
import { cuts, inPieces } from './pieces.ts';

describe('lines', () => {
  it('come out as they were written, however they are cut', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\t', 'é', '🎵') });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        cuts,
        async (lines, newline, at) => {
          const text = lines.join(newline) + newline;
          const taken: string[] = [];
          await readLines(inPieces(text, at), (each, ended) => {
            taken.push(each);
            expect(ended).toBe(true);
          });
          expect(taken).toEqual(lines);
        }
      )
    );
  });

  it('may lack their last line break', async () => {
    const taken: [line: string, ended: boolean][] = [];
    await readLines(inPieces('a\nb', [1]), (...line) => taken.push(line));
    expect(taken).toEqual([
      ['a', true],
      ['b', false]
    ]);
  });

  it('that are endless are cut', async () => {
    const lengths: number[] = [];
    const text = `${'x'.repeat(3 * MAX_RECORD_BYTES)}\ny\n`;
    const at = Array.from({ length: 200 }, (_, i) => i * 65_536);
    await readLines(inPieces(text, at), (line) => lengths.push(line.length));
    expect(lengths[0]).toBeLessThanOrEqual(MAX_RECORD_BYTES + 65_536);
    expect(lengths[1]).toBe(1);
  });
});
