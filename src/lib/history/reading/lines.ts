import { MAX_RECORD_BYTES } from '../limits.ts';

/** Shorter strings are copied by the engine itself. */
const SHARED_LENGTH = 13;
const LINE_BREAK = /\r\n|\n|\r/;

/** The same string, without keeping the longer one in memory that it was cut out of. */
export function ownCopy(text: string): string {
  return text.length < SHARED_LENGTH ? text : ` ${text}`.slice(1);
}

/** Lines of text that arrives in pieces. Of a line longer than `MAX_RECORD_BYTES` units the end is lost. */
export class LineReader {
  #rest = '';
  /** Whether the last piece ended in a carriage return, to which a line feed may belong. */
  #returned = false;

  /** @returns the lines that are complete. */
  push(piece: string): string[] {
    let text = piece;
    if (this.#returned && text !== '') {
      if (text.startsWith('\n')) text = text.slice(1);
      this.#returned = false;
    }
    this.#returned ||= text.endsWith('\r');
    const lines = text.split(LINE_BREAK);
    const last = lines.pop() ?? '';
    if (lines.length > 0) {
      lines[0] = this.#rest + (lines[0] ?? '');
      this.#rest = '';
    }
    if (this.#rest.length < MAX_RECORD_BYTES) this.#rest += last.slice(0, MAX_RECORD_BYTES);
    return lines.map(ownCopy);
  }

  /** The line that was left without a line break. */
  end(): string {
    return this.#rest;
  }
}

/**
 * Reads lines, blank ones among them, to the end.
 * @param take told whether the line is ended; the last one may have been cut off.
 */
export async function readLines(
  text: AsyncIterable<string>,
  take: (line: string, ended: boolean) => void
): Promise<void> {
  const reader = new LineReader();
  for await (const piece of text) for (const line of reader.push(piece)) take(line, true);
  const last = reader.end();
  if (last !== '') take(last, false);
}
