import { BlobReader, ZipReader, configure, type FileEntry } from '@zip.js/zip.js/lib/zip-core-custom.js';
import { type Bytes, type Chunk, chunksOf } from './bytes.ts';
import { Refused, unknownCompression } from './problem.ts';

// The page's security policy forbids blob workers, and an import runs in a worker of its own already. The library
// finds the members; inflating them is left to the browser, so that no header is asked how long they are.
configure({ useWebWorkers: false });

/** A piece of what a member was made of, and how many compressed bytes were taken in for it. */
export interface Inflated {
  bytes: Chunk;
  read: number;
}

/** Turns raw deflate data into what it was made of. Throws behind the last whole piece of damaged data. */
export type Inflate = (deflated: Blob) => AsyncGenerator<Inflated, void, undefined>;

const STORED = 0;
const DEFLATED = 8;
const LOCAL_HEADER = 0x04034b50;
const LOCAL_HEADER_BYTES = 30;

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
export async function zipMembers(
  blob: Blob,
  onRead: (bytes: number) => void,
  inflate: Inflate
): Promise<ZipMember[]> {
  // Names are judged one by one by the caller: one bad name must not lose the others.
  const reader = new ZipReader(new BlobReader(blob), { filenameValidation: 'tolerant' });
  const members: ZipMember[] = [];
  for await (const entry of reader.getEntriesGenerator()) {
    if (entry.directory) continue;
    members.push({
      name: entry.filename,
      compressedBytes: entry.compressedSize,
      bytes: () => read(blob, entry, onRead, inflate)
    });
  }
  return members;
}

async function* read(zip: Blob, entry: FileEntry, onRead: (bytes: number) => void, inflate: Inflate): Bytes {
  if (entry.encrypted) throw encrypted();
  const stored = entry.compressionMethod === STORED;
  if (!stored && entry.compressionMethod !== DEFLATED) throw unknownCompression();
  const data = await dataOf(zip, entry);
  if (stored) {
    for await (const chunk of chunksOf(data.stream())) {
      onRead(chunk.length);
      yield chunk;
    }
  } else {
    for await (const { bytes, read } of inflate(data)) {
      onRead(read);
      yield bytes;
    }
  }
}

/** Inflates in this thread. */
export const inflateHere: Inflate = async function* (deflated) {
  let read = 0;
  const counted = new TransformStream<Chunk, Chunk>({
    transform(chunk, controller) {
      read += chunk.length;
      controller.enqueue(chunk);
    }
  });
  const inflated = deflated.stream().pipeThrough(counted).pipeThrough(new DecompressionStream('deflate-raw'));
  for await (const bytes of chunksOf(inflated)) {
    yield { bytes, read };
    read = 0;
  }
};

/** A member's data, which begin behind a header of its own (APPNOTE.TXT 4.3.7). */
async function dataOf(zip: Blob, { offset, compressedSize }: FileEntry): Promise<Blob> {
  const header = new DataView(await zip.slice(offset, offset + LOCAL_HEADER_BYTES).arrayBuffer());
  if (header.byteLength < LOCAL_HEADER_BYTES || header.getUint32(0, true) !== LOCAL_HEADER) throw damaged();
  const from = offset + LOCAL_HEADER_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
  return zip.slice(from, from + compressedSize);
}

function damaged(): Refused {
  return new Refused('damaged', 'This part of the zip is damaged. Download the zip again.');
}

export function encrypted(): Refused {
  return new Refused(
    'encrypted',
    'This file is locked with a password. Unpack the zip with the password first, then choose the unpacked files.'
  );
}
