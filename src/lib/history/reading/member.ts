import { HEAD_BYTES, MAX_PATH_LENGTH } from '../limits.ts';
import { oneLine } from '../text.ts';
import { type Bytes, type Chunk, isSpace, join, prepend } from './bytes.ts';

/** One file, loose or in a zip, as an importer gets it. */
export interface Member {
  /** `outer.zip/folder/inner.json` */
  readonly path: string;
  /** The last part of the path. A hint only: people rename files. */
  readonly name: string;
  /** The beginning of the text, without leading white space; empty where there is no text at all. */
  readonly head: string;
  /** The whole text from `head` on, as UTF-8 without a byte order mark. Can be read once. */
  utf8(): Bytes;
}

/** Looks at the beginning of a file. */
export async function openMember(path: string, bytes: Bytes): Promise<Member> {
  const text = toUtf8(bytes);
  const taken: Chunk[] = [];
  let length = 0;
  while (length < HEAD_BYTES) {
    const { done, value } = await text.next();
    if (done) break;
    // Hundreds of megabytes of blanks must not pile up.
    const piece = length === 0 ? trimStart(value) : value;
    if (piece.length === 0) continue;
    taken.push(piece);
    length += piece.length;
  }
  return {
    path: shortPath(path),
    name: baseName(path),
    head: new TextDecoder().decode(join(taken).subarray(0, HEAD_BYTES)),
    utf8: () => prepend(taken, text)
  };
}

/** Passes UTF-8 on without its byte order mark; text that says it is UTF-16 is converted. */
async function* toUtf8(bytes: Bytes): Bytes {
  let start: Chunk | undefined = new Uint8Array();
  let decoder: TextDecoder | undefined;
  const encoder = new TextEncoder();
  for await (const chunk of bytes) {
    if (decoder) {
      yield encoder.encode(decoder.decode(chunk, { stream: true }));
    } else if (start) {
      start = join([start, chunk]);
      if (start.length < 3) continue;
      const encoding = encodingOf(start);
      if (encoding) {
        decoder = new TextDecoder(encoding);
        yield encoder.encode(decoder.decode(start, { stream: true }));
      } else {
        yield hasMark(start) ? start.subarray(3) : start;
      }
      start = undefined;
    } else {
      yield chunk;
    }
  }
  if (start) yield start;
}

function encodingOf(start: Chunk): string | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return undefined;
}

function hasMark(start: Chunk): boolean {
  return start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf;
}

function trimStart(bytes: Chunk): Chunk {
  // A plain loop: the library's search with a function takes ten times as long, and this may be a bomb.
  let first = 0;
  while (first < bytes.length && isSpace(bytes[first])) first++;
  return bytes.subarray(first);
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The path as reports show it: the chosen file at its beginning and the name at its end say most. */
export function shortPath(path: string): string {
  if (path.length <= MAX_PATH_LENGTH) return oneLine(path);
  const end = Math.floor((2 * MAX_PATH_LENGTH) / 3);
  return oneLine(`${path.slice(0, MAX_PATH_LENGTH - end - 1)}…${path.slice(-end)}`);
}
