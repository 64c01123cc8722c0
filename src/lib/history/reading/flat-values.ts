import { isSpace } from './bytes.ts';
import { FlatRecordScanner } from './flat-records.ts';
import type { TakeBytes } from './json-array.ts';
import { TextCache } from './text-cache.ts';

const COMMA = 0x2c;
const QUOTE = 0x22;
const MINUS = 0x2d;

export type FlatValue = string | number | boolean | null;

/**
 * A way past JSON.parse for the records of a `readJsonArray` that are flat and plain. For the others, and for all that
 * is not well-formed, JSON.parse stays in charge, so that both ways give the same values.
 * @param fields the keys that are used; where a record lacks one its value is undefined.
 * @param unique the one among them whose text differs from record to record.
 * @param take gets the same object each time, with new values.
 */
export function flatRecords<Key extends string>(
  fields: readonly Key[],
  unique: Key,
  take: (record: Record<Key, FlatValue | undefined>) => void
): TakeBytes {
  const scanner = new FlatRecordScanner(fields);
  const cache = new TextCache();
  // All keys from the start, in one order, so that the engine keeps one shape.
  const record = Object.fromEntries(fields.map((field) => [field, undefined])) as Record<
    Key,
    FlatValue | undefined
  >;
  return (bytes, start, end) => {
    for (;;) {
      let next = scanner.scan(bytes, start, end);
      if (next < 0) return start;
      while (isSpace(bytes[next])) next++;
      // The last record of an array has no comma, and one at the end of the bytes may still get it.
      if (next >= end || bytes[next] !== COMMA) return start;
      for (let i = 0; i < fields.length; i++) {
        const field = fields[i] ?? unique;
        const from = scanner.from[i] ?? -1;
        const to = scanner.to[i] ?? -1;
        if (from < 0) record[field] = undefined;
        else if (field === unique && bytes[from] === QUOTE)
          record[field] = cache.decode(bytes, from + 1, to - 1);
        else record[field] = valueOf(bytes, from, to, cache);
      }
      take(record);
      start = next + 1;
      while (start < end && isSpace(bytes[start])) start++;
    }
  };
}

function valueOf(bytes: Uint8Array, from: number, to: number, cache: TextCache): FlatValue {
  switch (bytes[from]) {
    case QUOTE:
      return cache.get(bytes, from + 1, to - 1);
    case 0x6e:
      return null;
    case 0x74:
      return true;
    case 0x66:
      return false;
    default:
      return integer(bytes, from, to);
  }
}

function integer(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  // Up to 15 digits this is exact.
  if (to - from > 15) return Number(String.fromCharCode(...bytes.subarray(from, to)));
  for (let at = bytes[from] === MINUS ? from + 1 : from; at < to; at++)
    value = 10 * value + (bytes[at] ?? 0) - 0x30;
  return bytes[from] === MINUS ? -value : value;
}
