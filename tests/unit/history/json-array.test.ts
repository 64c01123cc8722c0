import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonArrayReader } from '../../../src/lib/history/reading/json-array.ts';
import { BROKEN } from '../../../src/lib/history/reading/json-salvager.ts';
import { Refused } from '../../../src/lib/history/reading/problem.ts';

function read(pieces: readonly (string | Uint8Array<ArrayBuffer>)[]): {
  records: unknown[];
  complete: boolean;
} {
  const reader = new JsonArrayReader();
  const records = pieces.flatMap((piece) => reader.push(typeof piece === 'string' ? encode(piece) : piece));
  const rest = reader.end();
  return { records: [...records, ...rest.records], complete: rest.complete };
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** Cuts the text's bytes at the given places, characters included. */
function cutAt(text: string, places: readonly number[]): Uint8Array<ArrayBuffer>[] {
  const bytes = encode(text);
  const cuts = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return cuts.slice(1).map((cut, i) => bytes.slice(cuts[i], cut));
}

const records = fc.array(
  fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue(), { noNullPrototype: true })
);
const indents = fc.constantFrom(undefined, 2, '\t', ' \n ');
const places = fc.array(fc.nat(), { maxLength: 12 });

describe('JsonArrayReader', () => {
  it('gives the same records however the text is cut', () => {
    fc.assert(
      fc.property(records, indents, places, (list, indent, cuts) => {
        const text = JSON.stringify(list, undefined, indent);
        const { records: got, complete } = read(cutAt(text, cuts));
        expect(complete).toBe(true);
        expect(got).toEqual(JSON.parse(text));
      })
    );
  });

  it('gives the same records one byte at a time', () => {
    fc.assert(
      fc.property(records, (list) => {
        const text = JSON.stringify(list);
        expect(read(Array.from(encode(text), (byte) => Uint8Array.of(byte))).records).toEqual(
          JSON.parse(text)
        );
      }),
      { numRuns: 30 }
    );
  });

  it('survives any mutation, and keeps the records before it', () => {
    const change = fc.record({
      at: fc.nat(),
      drop: fc.nat({ max: 5 }),
      put: fc.constantFrom('', '"', '{', '}', '[', ']', ',', ':', '\\', '\n', 'x')
    });
    fc.assert(
      fc.property(records, indents, change, places, (list, indent, { at, drop, put }, cuts) => {
        const text = JSON.stringify(list, undefined, indent);
        const place = at % text.length;
        const before = countComplete(text.slice(0, place));
        const { records: got } = read(cutAt(text.slice(0, place) + put + text.slice(place + drop), cuts));
        expect(got.slice(0, before)).toEqual((JSON.parse(text) as unknown[]).slice(0, before));
      })
    );
  });

  it.each([
    ['a missing value', '[{"a":1},{"a":},{"a":3}]', [{ a: 1 }, BROKEN, { a: 3 }]],
    ['a missing closing brace', '[{"a":1},{"a":2, {"a":3},{"a":4}]', [{ a: 1 }, BROKEN, { a: 3 }, { a: 4 }]],
    ['a missing closing quote', '[{"a":"x},\n{"a":2},\n{"a":3}]', [BROKEN, { a: 2 }, { a: 3 }]],
    ['a missing quote in one line', '[{"a":"x,"b":1},{"a":2}]', [BROKEN, { a: 2 }]],
    ['a missing comma', '[{"a":1} {"a":2}]', [{ a: 1 }, { a: 2 }]],
    ['a wrong escape', '[{"a":"\\x"},{"a":2}]', [BROKEN, { a: 2 }]],
    ['a number that is none', '[{"a":01},{"a":2}]', [BROKEN, { a: 2 }]],
    ['a bracket too many', '[{"a":1}],{"a":2},{"a":3}]', [{ a: 1 }, { a: 3 }]],
    ['two arrays in one file', '[{"a":1}]\n[{"a":2}]', [{ a: 1 }, { a: 2 }]],
    ['commas too many', '[,{"a":1},,{"a":2},]', [{ a: 1 }, { a: 2 }]],
    [
      'elements that are not objects',
      '[1, "},{", null, [{"a":1}], {"a":{"b":[{}]}}]',
      [1, '},{', null, [{ a: 1 }], { a: { b: [{}] } }]
    ]
  ])('isolates %s', (_, text, expected) => {
    expect(read([text])).toEqual({ records: expected, complete: true });
  });

  it.each(['[{"a":1},{"a":2', '[{"a":1},', '[{"a":1}', '[{"a":1},{"a":"x', '['])(
    'notices that %s breaks off',
    (text) => {
      const { records: got, complete } = read([text]);
      expect(complete).toBe(false);
      expect(got.every((record) => JSON.stringify(record) === '{"a":1}')).toBe(true);
    }
  );

  it('keeps keys that name parts of every object as plain data', () => {
    const [record] = read(['[{"__proto__":{"polluted":1},"constructor":2}]']).records as [
      Record<string, unknown>
    ];
    expect(Object.hasOwn(record, '__proto__')).toBe(true);
    expect(record['polluted']).toBeUndefined();
    expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
  });

  it('does not pile up white space', () => {
    const blanks = encode(' '.repeat(1024 * 1024));
    const reader = new JsonArrayReader();
    const got: unknown[] = [];
    const push = (text: string) => {
      got.push(...reader.push(encode(text)));
      for (let i = 0; i < 20; i++) got.push(...reader.push(blanks));
    };
    push('[');
    push('{"a":1}');
    push(',{"a":2}');
    push(',');
    push(']');
    expect(reader.end()).toEqual({ records: [], complete: true });
    expect(got).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it('refuses a record of more than 4 MB', () => {
    const reader = new JsonArrayReader();
    expect(reader.push(encode('[{"a":1},{"a":"'))).toEqual([{ a: 1 }]);
    const piece = encode('x'.repeat(1024 * 1024));
    expect(() => {
      for (let i = 0; i < 6; i++) reader.push(piece);
    }).toThrow(Refused);
  });

  it('reads bytes that are no UTF-8 as replacement characters', () => {
    const bytes = encode('[{"a":"?"},{"a":"?"}]').map((byte) => (byte === 0x3f ? 0xe2 : byte));
    expect(read([bytes.slice(0, 8), bytes.slice(8)]).records).toEqual([{ a: '\ufffd' }, { a: '\ufffd' }]);
  });
});

/** Elements that end before the end of `text`, which is the beginning of an array of objects. */
function countComplete(text: string): number {
  for (let end = text.length; end > 0; end--) {
    try {
      const { length } = JSON.parse(`${text.slice(0, end)}]`) as unknown[];
      return Math.max(0, end === text.length ? length - 1 : length);
    } catch {
      continue;
    }
  }
  return 0;
}
