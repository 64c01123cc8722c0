import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJsonArrayAt } from '../../../src/lib/history/reading/json-array-at.ts';
import { BROKEN } from '../../../src/lib/history/reading/json-salvager.ts';
import { Refused } from '../../../src/lib/history/reading/problem.ts';

type Piece = Uint8Array<ArrayBuffer>;

function encode(text: string): Piece {
  return new TextEncoder().encode(text);
}

// eslint-disable-next-line @typescript-eslint/require-await -- files arrive in their own time
async function* stream(pieces: Iterable<Piece>): AsyncGenerator<Piece, void, undefined> {
  yield* pieces;
}

async function read(pieces: Iterable<Piece>): Promise<{ records: unknown[]; complete: boolean }> {
  const records: unknown[] = [];
  const complete = await readJsonArrayAt(stream(pieces), 'items', (record) => records.push(record));
  return { records, complete };
}

function cutAt(text: string, places: readonly number[]): Piece[] {
  const bytes = encode(text);
  const cuts = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return cuts.slice(1).map((cut, i) => bytes.slice(cuts[i], cut));
}

const words = fc.string({ unit: 'binary' }).map((word) => `items": [{ ${word}`);
const record = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue(), { noNullPrototype: true });
const other = fc.oneof(fc.jsonValue(), words).filter((value) => !JSON.stringify(value).includes('"items":'));

describe('readJsonArrayAt', () => {
  it('gives the records of all arrays under the key, whatever stands around them, however it is cut', async () => {
    const page = fc.tuple(fc.array(record), other, other);
    const indent = fc.constantFrom(undefined, 2, ' \n\t');
    await fc.assert(
      fc.asyncProperty(
        fc.array(page, { minLength: 1, maxLength: 4 }),
        indent,
        fc.array(fc.nat(), { maxLength: 8 }),
        async (pages, space, cuts) => {
          const document = pages.map(([items, before, after]) => ({ before, b: { items }, after }));
          const text = JSON.stringify(document, undefined, space);
          const expected = (JSON.parse(text) as { b: { items: unknown[] } }[]).flatMap(({ b }) => b.items);
          expect(await read(cutAt(text, cuts))).toEqual({ records: expected, complete: true });
        }
      )
    );
  });

  it('gives the same one byte at a time', async () => {
    const text = JSON.stringify({ a: '"items":[', items: [{ a: '\\"]}' }, { b: [{}, {}] }], z: { é: [1] } });
    expect(await read(Array.from(encode(text), (byte) => Uint8Array.of(byte)))).toEqual({
      records: [{ a: '\\"]}' }, { b: [{}, {}] }],
      complete: true
    });
  });

  it('survives any mutation, and keeps the records before it', async () => {
    const items = [{ a: 1 }, { b: [{}] }, { c: '}' }];
    const text = JSON.stringify({ x: { y: 1 }, items, z: [{}, {}] });
    const ends = items.map((item) => text.indexOf(JSON.stringify(item)) + JSON.stringify(item).length);
    for (let at = text.indexOf('[') + 1; at < text.length; at++) {
      const before = ends.filter((end) => end < at).length;
      for (const put of ['', '"', '{', '}', '[', ']', ',', '\\', '\n']) {
        const { records } = await read([encode(text.slice(0, at) + put + text.slice(at + 1))]);
        expect(records.slice(0, before)).toEqual(items.slice(0, before));
      }
    }
  });

  it.each([
    ['an object in place of an array', '{"items":{"a":1},"b":{}}', [{ a: 1 }]],
    [
      'arrays of one and of several',
      '[{"items":{"a":1}},{"items":[{"a":2},{"a":3}]}]',
      [{ a: 1 }, { a: 2 }, { a: 3 }]
    ],
    ['an empty array', '{"items":[]}', []],
    ['the name in a string', '{"x":"items","y":["items",{"items":7}],"items":[{"a":1}]}', [{ a: 1 }]],
    ['arrays of objects behind it', '{"items":[{"a":1}],"other":[{"a":2},{"a":3}]}', [{ a: 1 }]],
    ['a broken record', '{"items":[{"a":1},{"a":},{"a":3}],"z":1}', [{ a: 1 }, BROKEN, { a: 3 }]],
    ['a bracket too many', '{"items":[{"a":1}],{"a":2},{"a":3}],"z":1}', [{ a: 1 }, { a: 3 }]],
    ['a broken object in place of an array', '{"items":{"a":},"b":{}}', [BROKEN]]
  ])('reads past %s', async (_, text, expected) => {
    expect(await read([encode(text)])).toEqual({ records: expected, complete: true });
  });

  it.each([
    ['{"items":[{"a":1},{"a":2', 1],
    ['{"items":[{"a":1},', 1],
    ['{"items":[{"a":1}]', 1],
    ['{"items":[{"a":1}],"b":{', 1],
    ['[{"items":[{"a":1}]},{"it', 1],
    ['{"items":{"a":1', 0],
    ['{"ite', 0],
    ['{"other":[]}', 0],
    ['', 0]
  ])('notices that %s is not whole', async (text, count) => {
    const { records, complete } = await read([encode(text)]);
    expect(complete).toBe(false);
    expect(records).toEqual(Array.from({ length: count }, () => ({ a: 1 })));
  });

  it('refuses an object of more than 4 MB in place of an array', async () => {
    const pieces = [
      encode('{"items":{"a":"'),
      ...Array.from({ length: 5 }, () => encode('x'.repeat(2 ** 20)))
    ];
    await expect(read(pieces)).rejects.toThrow(Refused);
  });

  it('refuses pages without end', async () => {
    await expect(read([encode(`[${'{"items":[]},'.repeat(100_001)}{}]`)])).rejects.toThrow(Refused);
  });
});
