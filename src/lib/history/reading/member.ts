import { HEAD_BYTES, MAX_PATH_LENGTH } from '../limits.ts';
import { oneLine } from '../text.ts';
import { type Bytes, type Chunk, isSpace, join, prepend } from './bytes.ts';
import { toText, toUtf8 } from './encoding.ts';

/** One file, loose or in a zip, as an importer gets it. */
export interface Member {
  /** `outer.zip/folder/inner.json` */
  readonly path: string;
  /** The last part of the path. A hint only: people rename files. */
  readonly name: string;
  /** The beginning of the text, without leading white space; empty where there is no text at all. */
  readonly head: string;
  /** The whole text from `head` on, as UTF-8 without a byte order mark. The one or the other can be read once. */
  utf8(): Bytes;
  /** The same as text, in pieces; for what is not JSON. Also sees windows-1252 that begins late. */
  text(): AsyncGenerator<string, void, undefined>;
}

/** Looks at the beginning of a file. */
export async function openMember(path: string, bytes: Bytes): Promise<Member> {
  const utf8 = toUtf8(bytes);
  const taken: Chunk[] = [];
  let length = 0;
  while (length < HEAD_BYTES) {
    const { done, value } = await utf8.next();
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
    // A character that is cut at the end is left out.
    head: new TextDecoder().decode(join(taken).subarray(0, HEAD_BYTES), { stream: true }),
    utf8: () => prepend(taken, utf8),
    text: () => toText(prepend(taken, utf8))
  };
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
