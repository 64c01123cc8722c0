import { MAX_RECORD_BYTES } from '../limits.ts';
import { type Chunk, isSpace } from './bytes.ts';
import { JsonSalvager } from './json-salvager.ts';
import { recordTooLong } from './problem.ts';

const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const CLOSE_OBJECT = 0x7d;

/** Above this, bytes without a place to cut are given to the slow way, so that blanks do not pile up. */
const LONG_WAIT = 256 * 1024;
/** Braces that are tried from the end of the bytes before the slow way is taken. */
const CUT_TRIES = 8;

/**
 * The elements of a JSON array whose UTF-8 bytes arrive in pieces. Memory is bounded by the size of one piece and one
 * record. A broken record costs itself, not the file.
 */
export class JsonArrayReader {
  /** Holds what is not yet understood between `#start` and `#end`, with one spare byte before it. */
  #buffer = new Uint8Array(1024);
  #start = 1;
  #end = 1;
  /** True once the opening bracket has been seen, or something else that is not white. */
  #entered = false;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  /** Takes over for a while where the fast way fails. */
  readonly #salvager: JsonSalvager;

  /** @param within true where the array is a value in an object, so that other bytes may follow its own. */
  constructor(within = false) {
    this.#salvager = new JsonSalvager(within);
  }

  /** What follows the array, once it has been left; only where it lies within an object. */
  get rest(): Chunk | undefined {
    return this.#salvager.left ? this.#buffer.slice(this.#start, this.#end) : undefined;
  }

  /**
   * @returns the elements that are complete, BROKEN among them.
   * @throws Refused when one record is too long to be one.
   */
  push(chunk: Chunk): unknown[] {
    this.#append(chunk);
    this.#skipSeparators();
    const records = this.#cut() ?? (this.#mustSalvage() ? this.#salvage(false) : []);
    if (this.#end - this.#start > MAX_RECORD_BYTES) {
      throw recordTooLong();
    }
    return records;
  }

  /** The elements that were left, and whether the array was closed. */
  end(): { records: unknown[]; complete: boolean } {
    this.#skipSeparators();
    if (!this.#salvager.busy && this.#end > this.#start) {
      // The rest brings its own closing bracket.
      const records = this.#parse(this.#end);
      if (records) return { records, complete: true };
    }
    const records = this.#salvage(true);
    return { records, complete: this.#salvager.closed };
  }

  /**
   * The fast way, for text without mistakes: everything before the last "}," is parsed at once. That the text in
   * brackets parses is the proof that the cut lies between two elements: a cut within an element would leave a
   * bracket or a quote open.
   */
  #cut(): unknown[] | undefined {
    if (this.#salvager.busy) return undefined;
    const comma = this.#lastSeparator();
    if (comma < 0) return undefined;
    this.#buffer[comma] = CLOSE_ARRAY;
    const records = this.#parse(comma + 1);
    this.#buffer[comma] = COMMA;
    if (!records) return this.#salvage(false);
    this.#start = comma + 1;
    return records;
  }

  /** Parses the bytes from `#start` to before `end`, which close an array, with the bracket that opens it. */
  #parse(end: number): unknown[] | undefined {
    // Brackets are written over the separators around the elements: strings would have to be copied for that.
    this.#buffer[this.#start - 1] = OPEN_ARRAY;
    try {
      return JSON.parse(this.#decoder.decode(this.#buffer.subarray(this.#start - 1, end))) as unknown[];
    } catch {
      return undefined;
    }
  }

  #mustSalvage(): boolean {
    return this.#salvager.busy || this.#end - this.#start > LONG_WAIT;
  }

  /** The slow way. What it leaves over is the beginning of a record. */
  #salvage(final: boolean): unknown[] {
    const end = final ? this.#end : wholeCharacters(this.#buffer, this.#start, this.#end);
    const text = this.#decoder.decode(this.#buffer.subarray(this.#start, end));
    const { records, rest } = this.#salvager.take(text);
    const left = new TextEncoder().encode(rest);
    const cut = this.#buffer.slice(end, this.#end);
    this.#start = this.#end = 1;
    this.#append(left);
    this.#append(cut);
    return records;
  }

  #append(chunk: Chunk): void {
    const length = this.#end - this.#start;
    const needed = 1 + length + chunk.length;
    if (needed > this.#buffer.length || this.#start > 1) {
      const buffer = needed > this.#buffer.length ? new Uint8Array(2 * needed) : this.#buffer;
      // Moves what is left to the front.
      buffer.set(this.#buffer.subarray(this.#start, this.#end), 1);
      this.#buffer = buffer;
      this.#start = 1;
      this.#end = 1 + length;
    }
    this.#buffer.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  /** Drops what stands before the next record. */
  #skipSeparators(): void {
    let at = this.#start;
    while (at < this.#end && isSpace(this.#buffer[at])) at++;
    if (!this.#entered && at < this.#end) {
      this.#entered = true;
      if (this.#buffer[at] === OPEN_ARRAY) at++;
    }
    if (this.#entered && !this.#salvager.busy) {
      while (at < this.#end && (isSpace(this.#buffer[at]) || this.#buffer[at] === COMMA)) at++;
    }
    this.#start = at;
  }

  /** The index of the last comma that follows a "}", or -1. */
  #lastSeparator(): number {
    let brace = this.#end;
    for (let tries = 0; tries < CUT_TRIES; tries++) {
      brace = this.#buffer.lastIndexOf(CLOSE_OBJECT, brace - 1);
      if (brace < this.#start) return -1;
      let next = brace + 1;
      while (next < this.#end && isSpace(this.#buffer[next])) next++;
      if (next < this.#end && this.#buffer[next] === COMMA) return next;
    }
    return -1;
  }
}

/** Reads UTF-8 that is one JSON array. Returns false when the bytes end before the array does. */
export async function readJsonArray(
  utf8: AsyncIterable<Chunk>,
  take: (record: unknown) => void
): Promise<boolean> {
  const reader = new JsonArrayReader();
  for await (const chunk of utf8) for (const record of reader.push(chunk)) take(record);
  const { records, complete } = reader.end();
  for (const record of records) take(record);
  return complete;
}

/** The end of the last character that is there as a whole. */
function wholeCharacters(bytes: Uint8Array, start: number, end: number): number {
  for (let back = 1; back <= 4 && end - back >= start; back++) {
    const byte = bytes[end - back] ?? 0;
    if (byte < 0x80) return end;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < length ? end - back : end;
    }
  }
  return end;
}
