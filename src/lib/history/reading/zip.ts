import { BlobReader, ZipReader, configure, type FileEntry } from '@zip.js/zip.js/lib/zip-core-custom.js';
import { type Bytes, type Chunk, chunksOf } from './bytes.ts';
import { Refused, unknownCompression } from './problem.ts';

// The page's security policy forbids blob workers, and an import runs in a worker of its own already. The library
// finds the members; inflating them is left to the browser, so that no header is asked how long they are.
configure({ useWebWorkers: false });

/** What one step inflates to is held at once, and a bomb makes a thousand bytes of each. */
const STEP_BYTES = 8 * 1024;

const STORED = 0;
const DEFLATED = 8;

/** A file in a zip, before it is read. */
export interface ZipMember {
  readonly name: string;
  readonly compressedBytes: number;
  /** Inflated chunks, to be read once, before the next member is. */
  bytes(): Bytes;
}

/**
 * The files that the zip's table of contents lists, in its order.
 * @param onRead told how many more compressed bytes have been taken in.
 * @throws Error where there is no such table, as at the end of a download that broke off.
 */
export async function zipMembers(blob: Blob, onRead: (bytes: number) => void): Promise<ZipMember[]> {
  // Names are judged one by one by the caller: one bad name must not lose the others.
  const reader = new ZipReader(new BlobReader(blob), { filenameValidation: 'tolerant' });
  const members: ZipMember[] = [];
  for await (const entry of reader.getEntriesGenerator()) {
    if (entry.directory) continue;
    members.push({
      name: entry.filename,
      compressedBytes: entry.compressedSize,
      bytes: () => inflate(entry, onRead)
    });
  }
  return members;
}

async function* inflate(entry: FileEntry, onRead: (bytes: number) => void): Bytes {
  if (entry.encrypted) throw encrypted();
  const stored = entry.compressionMethod === STORED;
  if (!stored && entry.compressionMethod !== DEFLATED) throw unknownCompression();
  const { readable, writable } = new TransformStream<Chunk, Chunk>({
    transform(chunk, controller) {
      onRead(chunk.length);
      for (let at = 0; at < chunk.length; at += STEP_BYTES) {
        controller.enqueue(chunk.subarray(at, at + STEP_BYTES));
      }
    }
  });
  const raw = entry.getData(writable, { passThrough: 'compressed' });
  // The library leaves the stream open where it fails before the first byte. When the reader leaves early, it fails
  // because of that, which nobody needs to hear.
  raw.catch((error: unknown) => writable.abort(error)).catch(() => undefined);
  yield* chunksOf(stored ? readable : readable.pipeThrough(new DecompressionStream('deflate-raw')));
}

export function encrypted(): Refused {
  return new Refused(
    'encrypted',
    'This file is locked with a password. Unpack the zip with the password first, then choose the unpacked files.'
  );
}
