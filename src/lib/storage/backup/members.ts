import { BlobReader, ZipReader, configure, type FileEntry } from '@zip.js/zip.js/lib/zip-core-custom.js';
import { crc32 } from './crc32.ts';
import type { MemberFacts } from './manifest.ts';
import { BackupError } from './problem.ts';

// See the history room: the page's security policy forbids blob workers.
configure({ useWebWorkers: false });

type Chunk = Uint8Array<ArrayBuffer>;

const DEFLATED = 8;
/** A backup has one or two files a store. */
const MAX_MEMBERS = 1000;

/** The files of a zip by their paths. */
export type Members = ReadonlyMap<string, FileEntry>;

/** @throws BackupError `not_a_backup` where the file is no zip, or one that was cut off. */
export async function listMembers(file: Blob): Promise<Members> {
  const members = new Map<string, FileEntry>();
  try {
    const reader = new ZipReader(new BlobReader(file), { filenameValidation: 'tolerant' });
    for await (const entry of reader.getEntriesGenerator()) {
      if (members.size >= MAX_MEMBERS) break;
      if (!entry.directory) members.set(entry.filename, entry);
    }
  } catch (error) {
    throw new BackupError('not_a_backup', { cause: error });
  }
  return members;
}

/**
 * The chunks of a file, inflated.
 * @throws BackupError `damaged` at the end at the latest, when they are not exactly those that were written.
 */
export async function* readMember(
  entry: FileEntry | undefined,
  expected: Omit<MemberFacts, 'path'>
): AsyncGenerator<Chunk, void, undefined> {
  if (!entry || entry.encrypted || entry.compressionMethod !== DEFLATED) throw new BackupError('damaged');
  let bytes = 0;
  let crc = 0;
  try {
    for await (const chunk of inflate(entry)) {
      bytes += chunk.length;
      crc = crc32(chunk, crc);
      // Sizes are counted and not believed: a small file may unpack to no end.
      if (bytes > expected.bytes) break;
      yield chunk;
    }
  } catch (error) {
    throw new BackupError('damaged', { cause: error });
  }
  if (bytes !== expected.bytes || crc !== expected.crc32) throw new BackupError('damaged');
}

async function* inflate(entry: FileEntry): AsyncGenerator<Chunk, void, undefined> {
  const { readable, writable } = new TransformStream<Chunk, Chunk>();
  const raw = entry.getData(writable, { passThrough: 'compressed' });
  // The library leaves the stream open where it fails before the first byte.
  raw.catch((error: unknown) => writable.abort(error)).catch(() => undefined);
  const reader = readable.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
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

/** All bytes of a file in one piece. */
export async function collect(chunks: AsyncGenerator<Chunk, void, undefined>, bytes: number): Promise<Chunk> {
  const all = new Uint8Array(bytes);
  let at = 0;
  for await (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** The lines of a text file, without their ends. */
export async function* linesOf(
  chunks: AsyncGenerator<Chunk, void, undefined>
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') throw new BackupError('damaged');
}
