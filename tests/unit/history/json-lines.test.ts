import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJsonLines } from '../../../src/lib/history/reading/json-lines.ts';
import { BROKEN } from '../../../src/lib/history/reading/json-salvager.ts';
import { Refused } from '../../../src/lib/history/reading/problem.ts';

type Piece = Uint8Array<ArrayBuffer>;

// eslint-disable-next-line @typescript-eslint/require-await -- files arrive in their own time
async function* stream(pieces: Iterable<Piece>): AsyncGenerator<Piece, void, undefined> {
  yield* pieces;
}

async function read(text: string, cuts: readonly number[] = []) {
  const bytes = new TextEncoder().encode(text);
  const ends = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  const records: unknown[] = [];
  const complete = await readJsonLines(
    stream(ends.slice(1).map((end, i) => bytes.slice(ends[i], end))),
    (record) => records.push(record)
  );
  return { records, complete };
}

describe('readJsonLines', () => {
  it('gives the same records however the text is cut', async () => {
    const lines = fc.array(fc.jsonValue({ stringUnit: 'binary' }));
    const ends = fc.constantFrom('\n', '\r\n', '\n\n', ' \n');
    await fc.assert(
      fc.asyncProperty(lines, ends, fc.boolean(), fc.array(fc.nat()), async (values, end, closed, cuts) => {
        const text = values.map((value) => JSON.stringify(value)).join(end) + (closed ? end : '');
        const expected = values.map((value) => JSON.parse(JSON.stringify(value)) as unknown);
        expect(await read(text, cuts)).toEqual({ records: expected, complete: true });
      })
    );
  });

  it.each([
    ['{"a":1}\n{"a":\n{"a":3}\n', [{ a: 1 }, BROKEN, { a: 3 }], true],
    ['{"a":1}\n{"a":2', [{ a: 1 }], false],
    ['{"a', [], false],
    ['', [], true],
    [' \n\n', [], true]
  ])('makes of %j what can be made of it', async (text, records, complete) => {
    expect(await read(text)).toEqual({ records, complete });
  });

  it('refuses a line of more than 4 MB', async () => {
    const piece = new TextEncoder().encode('x'.repeat(2 ** 20));
    const reading = readJsonLines(stream(Array.from({ length: 6 }, () => piece)), () => undefined);
    await expect(reading).rejects.toThrow(Refused);
  });
});
