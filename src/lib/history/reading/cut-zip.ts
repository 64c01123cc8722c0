import { Unzip, UnzipInflate, type UnzipFile } from 'fflate';
import type { Bytes } from './bytes.ts';
import { Refused, unknownCompression } from './problem.ts';

/** Deflate can make 1,032 bytes of one, so that one step yields 16 MiB at most. */
const STEP_BYTES = 16 * 1024;
/** How much is read from the disk at once. */
const READ_BYTES = 1024 * 1024;

/** A file in a zip that has no table of contents. */
export interface CutMember {
  readonly name: string;
  /** Inflated chunks up to the cut, to be read once, before the next member is asked for. */
  bytes(): Bytes;
}

/**
 * What can be saved of a zip that was cut off: the files in the order of their contents. This inflater is slower
 * than the browser's, but it yields what it has when the bytes run out.
 * @param onRead told how many more compressed bytes have been taken in.
 */
export async function* cutZipMembers(
  blob: Blob,
  onRead: (bytes: number) => void
): AsyncGenerator<CutMember, void, undefined> {
  const found: Inflating[] = [];
  const unzip = new Unzip((file) => found.push(new Inflating(file)));
  unzip.register(UnzipInflate);
  const steps = feed(blob, unzip, onRead);
  for (;;) {
    const member = found.shift();
    if (member) {
      yield { name: member.name, bytes: () => member.drain(steps) };
      member.discard();
    } else if ((await steps.next()).done) {
      return;
    }
  }
}

/** Pushes the blob into `unzip`, a step at each `next()`. */
async function* feed(
  blob: Blob,
  unzip: Unzip,
  onRead: (bytes: number) => void
): AsyncGenerator<void, void, undefined> {
  for (let offset = 0; offset < blob.size; offset += READ_BYTES) {
    const bytes = new Uint8Array(await blob.slice(offset, offset + READ_BYTES).arrayBuffer());
    for (let at = 0; at < bytes.length; at += STEP_BYTES) {
      const step = bytes.subarray(at, at + STEP_BYTES);
      unzip.push(step);
      onRead(step.length);
      yield;
    }
  }
}

class Inflating {
  readonly name: string;
  #chunks: Uint8Array<ArrayBuffer>[] = [];
  #ended = false;
  #discarded = false;
  #error: Refused | undefined;

  constructor(file: UnzipFile) {
    this.name = file.name;
    if (file.compression !== 0 && file.compression !== 8) {
      this.#error = unknownCompression();
      return;
    }
    file.ondata = (error, chunk, final) => {
      if (error)
        this.#error = new Refused('damaged', 'This part of the zip is damaged. What came before was kept.');
      // The library types its chunks loosely, but makes them itself, and never on shared memory.
      else if (!this.#discarded && chunk.length > 0) this.#chunks.push(chunk);
      this.#ended ||= final;
    };
    file.start();
  }

  async *drain(steps: AsyncGenerator<void, void, undefined>): Bytes {
    for (;;) {
      yield* this.#chunks.splice(0);
      if (this.#error) throw this.#error;
      if (this.#ended || (await steps.next()).done) break;
    }
    yield* this.#chunks.splice(0);
  }

  discard(): void {
    this.#discarded = true;
    this.#chunks = [];
  }
}
