import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstRecords, readCsv } from '../../../src/lib/history/reading/csv.ts';
import { Columns } from '../../../src/lib/history/reading/columns.ts';
import { cuts, inPieces } from './pieces.ts';

async function read(text: string, at: readonly number[] = [], delimiter = ',') {
  const records: string[][] = [];
  const complete = await readCsv(inPieces(text, at), { delimiter }, (cells) => records.push(cells));
  return { records, complete };
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

describe('a table', () => {
  it('comes out as it was written, however it is cut', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'b', '"', ',', ';', '\n', ' ', 'é', '🎵') });
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 })
      );
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        cuts,
        async (records, delimiter, newline, ended, at) => {
          const text = records.map((record) => record.map(quoted).join(delimiter)).join(newline);
          expect(await read(text + (ended ? newline : ''), at, delimiter)).toEqual({
            records,
            complete: true
          });
        }
      )
    );
  });

  it.each([
    ['LF', 'a,b\nc,d\n'],
    ['CRLF', 'a,b\r\nc,d\r\n'],
    ['CR', 'a,b\rc,d\r'],
    ['CRLF and LF', 'a,b\r\nc,d\n'],
    ['blank lines', '\n\na,b\n  \r\n\nc,d\n\n'],
    ['no line break at the end', 'a,b\nc,d'],
    ['spaces behind quotes', '"a" ,"b"\n"c","d"  \n'],
    ['quotes and CRLF without an end', '"a","b"\r\n"c","d"']
  ])('may have %s', async (_, text) => {
    await fc.assert(
      fc.asyncProperty(cuts, async (at) => {
        expect(await read(text, at)).toEqual({
          records: [
            ['a', 'b'],
            ['c', 'd']
          ],
          complete: true
        });
      })
    );
  });

  it.each([
    ['in a cell', 'a,b,c\nd,e,f\ng,h'],
    ['in a quoted cell', '"a","b","c"\n"d","e","f"\n"g","h","i'],
    ['before the first delimiter', 'a,b,c\nd,e,f\ng']
  ])('that is cut %s ends with its last whole record', async (_, text) => {
    const { records, complete } = await read(text);
    expect(complete).toBe(false);
    expect(records).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e', 'f']
    ]);
  });

  it('loses one line to a quote that is not closed, however far it reaches', async () => {
    for (const lines of [10, 50_000]) {
      const text = `a,b\n"c,d\n${'e,fghijklmno\n'.repeat(lines)}`;
      const { records, complete } = await read(text, [3, 4, 5, 60, 70_000]);
      expect(complete).toBe(true);
      expect(records).toHaveLength(lines + 2);
      expect(records[1]).not.toEqual(['c', 'd']);
      expect(records.at(-1)).toEqual(['e', 'fghijklmno']);
    }
  });

  it.each([
    ['one endless line', 'x'.repeat(20_000_000)],
    ['one endless quote', `"${'x'.repeat(20_000_000)}`],
    ['nothing but quotes', '"'.repeat(4_000_000)],
    ['quotes that open on every line', '"a\n'.repeat(200_000)],
    ['quotes that close nothing', '"a'.repeat(2_000_000)]
  ])('that is %s is read in linear time', async (_, text) => {
    const started = performance.now();
    await read(
      text,
      Array.from({ length: 300 }, (__, i) => i * 65_536)
    );
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('shows its first records', () => {
    expect(firstRecords('a,"b\nb"\nc,d\ne', ',')).toEqual([
      ['a', 'b\nb'],
      ['c', 'd']
    ]);
    expect(firstRecords('a,b', ',')).toEqual([['a', 'b']]);
    expect(firstRecords('', ',')).toEqual([]);
  });
});

describe('columns', () => {
  const columns = new Columns(['Artist', ' TRACK ', 'artist']);

  it('are found by their names', () => {
    expect(columns.has('artist', 'track')).toBe(true);
    expect(columns.has('artist', 'album')).toBe(false);
    expect(columns.cell(['a', 'b', 'c'], 'artist')).toBe('a');
    expect(columns.cell(['a', 'b', 'c'], 'track')).toBe('b');
  });

  it('that are missing are empty', () => {
    expect(columns.cell(['a'], 'track')).toBe('');
    expect(columns.cell(['a'], '__proto__')).toBe('');
  });
});
