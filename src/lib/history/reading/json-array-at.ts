import { MAX_RECORD_BYTES } from '../limits.ts';
import { type Chunk, join } from './bytes.ts';
import { JsonArrayReader } from './json-array.ts';
import { JsonKeyFinder } from './json-key-finder.ts';
import { parseRecord } from './json-salvager.ts';
import { Refused, recordTooLong } from './problem.ts';

/** Bytes read at once, so that going on behind an array that has just ended stays cheap. */
const PIECE_BYTES = 64 * 1024;
/** Arrays in one file. Pages of 30 plays would make three million. */
const MAX_ARRAYS = 100_000;
const OPEN_OBJECT = 0x7b;

/**
 * The elements of every array that stands under one key, wherever that is in a JSON document whose UTF-8 bytes arrive
 * in pieces. An object in place of an array counts as its only element, as some services write arrays of one. Memory
 * is bounded by the size of one piece and one record.
 */
class JsonArraysReader {
  readonly #finder: JsonKeyFinder;
  #arrays = 0;
  #array: JsonArrayReader | undefined;
  /** The beginning of an object that stands in place of an array. */
  #object: Chunk[] | undefined;
  #objectBytes = 0;

  constructor(
    key: string,
    private readonly take: (record: unknown) => void
  ) {
    this.#finder = new JsonKeyFinder(key);
  }

  push(chunk: Chunk): void {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      let piece: Chunk | undefined = chunk.subarray(at, at + PIECE_BYTES);
      while (piece?.length) {
        if (this.#array) piece = this.#readArray(this.#array, piece);
        else if (this.#object) piece = this.#readObject(this.#object, piece);
        else piece = this.#open(piece);
      }
    }
  }

  /** @returns whether there was such an array, and the document did not break off. */
  end(): boolean {
    while (this.#array) {
      const array = this.#array;
      for (const record of array.end().records) this.take(record);
      this.#array = undefined;
      if (!array.rest) return false;
      this.push(array.rest);
    }
    return this.#arrays > 0 && this.#finder.balanced;
  }

  /** Each of these reads as much as it can and gives the rest back. */
  #open(piece: Chunk): Chunk | undefined {
    const at = this.#finder.find(piece);
    if (at < 0) return undefined;
    if (++this.#arrays > MAX_ARRAYS) throw tooManyArrays();
    if (piece[at] === OPEN_OBJECT) this.#object = [];
    else this.#array = new JsonArrayReader(true);
    return piece.subarray(at);
  }

  #readArray(array: JsonArrayReader, piece: Chunk): Chunk | undefined {
    for (const record of array.push(piece)) this.take(record);
    const { rest } = array;
    if (rest) this.#array = undefined;
    return rest;
  }

  #readObject(pieces: Chunk[], piece: Chunk): Chunk | undefined {
    const end = this.#finder.skip(piece);
    pieces.push(piece.slice(0, end < 0 ? piece.length : end));
    this.#objectBytes += piece.length;
    if (this.#objectBytes > MAX_RECORD_BYTES) throw recordTooLong();
    if (end < 0) return undefined;
    this.take(parseRecord(new TextDecoder().decode(join(pieces))));
    this.#object = undefined;
    this.#objectBytes = 0;
    return piece.subarray(end);
  }
}

/**
 * Reads UTF-8 that is JSON with an array under `key`, or several of them. Returns false when there is none or the
 * bytes end before the document does.
 * @throws Refused when one record is too long to be one, or there are too many arrays.
 */
export async function readJsonArrayAt(
  utf8: AsyncIterable<Chunk>,
  key: string,
  take: (record: unknown) => void
): Promise<boolean> {
  const reader = new JsonArraysReader(key, take);
  for await (const chunk of utf8) reader.push(chunk);
  return reader.end();
}

function tooManyArrays(): Refused {
  return new Refused(
    'malformed',
    'This file has more than 100,000 pages, far more than any listening history, so Earshot stopped reading it there.'
  );
}
