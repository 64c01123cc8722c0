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
  const { readable, writable } = new TransformStream<Chunk, Chunk>(asGzip(entry, stored, onRead));
  const raw = entry.getData(writable, { passThrough: 'compressed' });
  // The library leaves the stream open where it fails before the first byte. When the reader leaves early, it fails
  // because of that, which nobody needs to hear.
  raw.catch((error: unknown) => writable.abort(error)).catch(() => undefined);
  yield* chunksOf(readable.pipeThrough(new DecompressionStream('gzip')));
}

/**
 * Dresses a member up as a gzip file (RFC 1952), so that the browser compares what it inflates with the checksum and
 * the size that the table of contents states: the inflater for bare members does not.
 */
function asGzip(
  { crc32 = 0, uncompressedSize }: FileEntry,
  stored: boolean,
  onRead: (bytes: number) => void
): Transformer<Chunk, Chunk> {
  return {
    start(controller) {
      controller.enqueue(Uint8Array.of(0x1f, 0x8b, DEFLATED, 0, 0, 0, 0, 0, 0, 0xff));
    },
    transform(chunk, controller) {
      onRead(chunk.length);
      for (let at = 0; at < chunk.length; at += STEP_BYTES) {
        const step = chunk.subarray(at, at + STEP_BYTES);
        if (stored) controller.enqueue(storedBlock(step.length, false));
        controller.enqueue(step);
      }
    },
    flush(controller) {
      if (stored) controller.enqueue(storedBlock(0, true));
      const trailer = new DataView(new ArrayBuffer(8));
      trailer.setUint32(0, crc32, true);
      trailer.setUint32(4, uncompressedSize % 2 ** 32, true);
      controller.enqueue(new Uint8Array(trailer.buffer));
    }
  };
}

/** What stands before bytes that are not compressed (RFC 1951, 3.2.4). */
function storedBlock(length: number, last: boolean): Chunk {
  return Uint8Array.of(last ? 1 : 0, length & 255, length >> 8, ~length & 255, (~length >> 8) & 255);
}

export function encrypted(): Refused {
  return new Refused(
    'encrypted',
    'This file is locked with a password. Unpack the zip with the password first, then choose the unpacked files.'
  );
}
