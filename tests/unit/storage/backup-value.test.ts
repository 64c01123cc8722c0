import { deepStrictEqual } from 'node:assert';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc32 } from '../../../src/lib/storage/backup/crc32.ts';
import { decodeValue, encodeValue, type Json } from '../../../src/lib/storage/backup/value.ts';

/** Through text, as a backup does. */
function throughText(value: unknown): unknown {
  const bytes: number[] = [];
  const text = JSON.stringify(encodeValue(value, (chunk) => bytes.push(...chunk)));
  let at = 0;
  const result = decodeValue(JSON.parse(text) as Json, (length) => {
    const taken = Uint8Array.from(bytes.slice(at, at + length));
    expect(taken.length).toBe(length);
    at += length;
    return taken;
  });
  expect(at).toBe(bytes.length);
  return result;
}

const none = () => new Uint8Array();

const typedArray = fc.oneof(
  fc.int8Array(),
  fc.uint8Array(),
  fc.uint8ClampedArray(),
  fc.int16Array(),
  fc.uint16Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.float32Array(),
  fc.float64Array(),
  fc.bigInt64Array(),
  fc.bigUint64Array(),
  fc.uint8Array().map((bytes) => bytes.buffer)
);
const { anything } = fc.letrec((tie) => ({
  anything: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, undefined, true, false, -0, NaN, Infinity, -Infinity),
    fc.double(),
    fc.integer(),
    fc.bigInt(),
    // Halves of surrogate pairs included.
    fc.string({ unit: 'binary' }),
    fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
    // Node 20 calls no two invalid dates equal; they have a test of their own.
    fc.date({ noInvalidDate: true }),
    typedArray,
    fc.array(tie('anything')),
    fc.dictionary(
      fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '$', '$$', '$date', 'toJSON', '7')),
      tie('anything'),
      { noNullPrototype: true }
    ),
    fc.array(fc.tuple(tie('anything'), tie('anything'))).map((pairs) => new Map(pairs)),
    fc.array(tie('anything')).map((values) => new Set(values))
  )
}));

describe('a value', () => {
  test('comes back as it was, whatever it is', () => {
    fc.assert(
      fc.property(anything, (value) => {
        // Node's own comparison: keys such as `constructor` lead others astray.
        deepStrictEqual(throughText(value), value);
      }),
      { numRuns: 2000 }
    );
  });

  test('an invalid date comes back as one', () => {
    const back = throughText([new Date(NaN)]) as Date[];
    expect(back[0]).toBeInstanceOf(Date);
    expect(back[0]?.getTime()).toBeNaN();
  });

  test('keeps the order of keys and its bits', () => {
    const value = { b: 1, a: Float32Array.of(-0, NaN, 1e-45), 2: 'two', $a: { $$b: 1 } };
    const back = throughText(value) as typeof value;
    expect(Object.keys(back)).toEqual(Object.keys(value));
    expect(Object.is(back.a[0], -0)).toBe(true);
    expect(new Uint8Array(back.a.buffer)).toEqual(new Uint8Array(value.a.buffer));
  });

  test('an own key called __proto__ changes no prototype', () => {
    const value: unknown = JSON.parse('{"__proto__":{"polluted":true}}');
    const back = throughText(value) as object;
    expect(Object.keys(back)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
    expect((back as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('of which only a part is stored is stored as that part', () => {
    const back = throughText(Uint16Array.of(1, 2, 3, 4).subarray(1, 3)) as Uint16Array;
    expect(back).toEqual(Uint16Array.of(2, 3));
    expect(back.buffer.byteLength).toBe(4);
  });

  const cycle: unknown[] = [];
  cycle.push(cycle);
  test.each([
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a blob', new Blob()],
    ['a regular expression', /a/],
    ['an error', new Error('e')],
    ['an array with a hole', [1, , 3]], // eslint-disable-line no-sparse-arrays -- what is tested
    ['a value that holds itself', cycle]
  ])('that is %s is refused', (_, value) => {
    expect(() => encodeValue(value, () => undefined)).toThrow(TypeError);
  });

  test.each<[string, Json]>([
    ['an unknown kind', { $regexp: 'a' }],
    ['a kind among other keys', { $date: 0, other: 1 }],
    ['a number that JSON could hold', { $number: '1' }],
    ['a text as a date', { $date: 'now' }],
    ['a map of no pairs', { $map: [[1]] }],
    ['a set of no array', { $set: 3 }],
    ['a count of no number', { $Float64Array: 'x' }],
    ['no whole number', { $bigint: 'x' }],
    ['a very deep array', JSON.parse('['.repeat(5000) + ']'.repeat(5000)) as Json]
  ])('written as %s is refused', (_, json) => {
    expect(() => decodeValue(json, none)).toThrow();
  });
});

test('the checksum is that of zips, in one go or in pieces', () => {
  const bytes = new TextEncoder().encode('123456789');
  expect(crc32(bytes)).toBe(0xcbf43926);
  expect(crc32(bytes.subarray(4), crc32(bytes.subarray(0, 4)))).toBe(0xcbf43926);
});
