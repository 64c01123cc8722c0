import { decodeValue, encodeValue, type Json } from './value.ts';

const encoder = new TextEncoder();
/** All that comes out of one file. */
const MAX_BYTES = 512 * 1024 * 1024;
const NEWLINE = 10;

/**
 * One value as a gzip file: a line of JSON, see `encodeValue`, and after it the bytes of its typed arrays. Gzip's own
 * checksum and length tell a damaged file.
 * @throws TypeError for values that we do not store
 */
export async function packValue(value: unknown): Promise<Blob> {
  const binary: Uint8Array<ArrayBuffer>[] = [];
  const json = encodeValue(value, (bytes) => binary.push(bytes));
  const plain = new Blob([encoder.encode(`${JSON.stringify(json)}\n`), ...binary]);
  const packed = await new Response(plain.stream().pipeThrough(new CompressionStream('gzip'))).blob();
  return new Blob([packed], { type: 'application/gzip' });
}

/** @throws TypeError, RangeError, SyntaxError for anything that `packValue` would not have written */
export async function unpackValue(file: Blob): Promise<unknown> {
  const bytes = await unzip(file);
  const end = bytes.indexOf(NEWLINE);
  if (end < 0) throw new TypeError('no value');
  let at = end + 1;
  const take = (length: number) => {
    if (!Number.isSafeInteger(length) || length < 0 || length > bytes.length - at)
      throw new RangeError('beyond the end');
    at += length;
    return bytes.slice(at - length, at);
  };
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end));
  const value = decodeValue(JSON.parse(text) as Json, take);
  if (at !== bytes.length) throw new RangeError('more than the value');
  return value;
}

async function unzip(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    // Counted and not believed: a small file may unpack to no end.
    length += value.length;
    if (length > MAX_BYTES) {
      await reader.cancel();
      throw new RangeError('too large');
    }
    chunks.push(value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
