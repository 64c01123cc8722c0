import { MAX_RECORD_BYTES } from '../limits.ts';
import { type Chunk, join } from './bytes.ts';
import { BROKEN, parseRecord } from './json-salvager.ts';
import { recordTooLong } from './problem.ts';

const LINE_FEED = 0x0a;

/**
 * Reads UTF-8 that has one JSON value a line, BROKEN where a line is none. Memory is bounded by the size of one chunk
 * and one line. Returns false when the last line breaks off.
 * @throws Refused when one line is too long to be a record.
 */
export async function readJsonLines(
  utf8: AsyncIterable<Chunk>,
  take: (record: unknown) => void
): Promise<boolean> {
  /** The beginning of a line, in pieces. */
  let begun: Chunk[] = [];
  let length = 0;
  for await (const chunk of utf8) {
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) {
      takeLines(join([...begun, chunk.subarray(0, end)]), take);
      begun = [];
      length = 0;
    }
    begun.push(chunk.slice(end));
    length += chunk.length - end;
    if (length > MAX_RECORD_BYTES) throw recordTooLong();
  }
  const last = decode(join(begun)).trim();
  if (last === '') return true;
  const record = parseRecord(last);
  if (record === BROKEN) return false;
  take(record);
  return true;
}

function takeLines(bytes: Chunk, take: (record: unknown) => void): void {
  for (const line of decode(bytes).split('\n')) if (line.trim() !== '') take(parseRecord(line));
}

function decode(bytes: Chunk): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
