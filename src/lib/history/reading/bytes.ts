import { FORGIVEN_BOMBS, MAX_MEMBER_BYTES, MAX_RATIO, RATIO_FREE_BYTES } from '../limits.ts';
import { Refused } from './problem.ts';

export type Chunk = Uint8Array<ArrayBuffer>;
export type Bytes = AsyncGenerator<Chunk, void, undefined>;

/** The chunks of a stream. Leaving the loop early cancels the stream. */
export async function* chunksOf(stream: ReadableStream<Chunk>): Bytes {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Gives back chunks that were taken from `rest` to look at them. */
export async function* prepend<T>(
  taken: readonly T[],
  rest: AsyncGenerator<T, void, undefined>
): AsyncGenerator<T, void, undefined> {
  try {
    yield* taken;
    yield* rest;
  } finally {
    await rest.return();
  }
}

export function join(chunks: readonly Chunk[]): Chunk {
  const [only] = chunks;
  if (only && chunks.length === 1) return only;
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** Blank, tab, line feed or carriage return. */
export function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** What may come out of one file the person chose, over everything inside it. */
export class Budget {
  #bytes = 0;
  #refused = 0;

  /** All that came out and was not refused. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How many exploded. */
  get bombs(): number {
    return this.#refused;
  }

  /** @param inputBytes size of the chosen file. */
  constructor(private readonly inputBytes: number) {}

  /**
   * Passes chunks on while their sum is believable. Sizes are counted here and never taken from a header.
   * @param compressedBytes what the chunks were inflated from.
   * @throws Refused from the chunk on that goes too far.
   */
  async *guard(chunks: Bytes, compressedBytes: number): Bytes {
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      this.#bytes += chunk.length;
      if (bytes > MAX_MEMBER_BYTES) {
        throw new Refused(
          'too_large',
          'This file is larger than 500 MB, far more than any listening history, so Earshot stopped reading it there.'
        );
      }
      // The second test sees zips within zips, each of them harmless by itself, and members that share bytes.
      if (explodes(bytes, compressedBytes) || explodes(this.#bytes, this.inputBytes)) {
        // What was refused must not use up what honest files behind it need, unless there is no end of it.
        if (++this.#refused <= FORGIVEN_BOMBS) this.#bytes -= bytes;
        throw new Refused(
          'bomb',
          'This file unpacks to more than 100 times its size, which no real export does, so Earshot stopped reading it. Download your data again from where it came from.'
        );
      }
      yield chunk;
    }
  }
}

/** Whether so many bytes are more than can honestly be in so many compressed ones. */
export function explodes(bytes: number, compressedBytes: number): boolean {
  return bytes > RATIO_FREE_BYTES && bytes > MAX_RATIO * compressedBytes;
}
