import { MAX_INNER_ZIP_BYTES, MAX_MEMBERS, MAX_ZIP_DEPTH } from '../limits.ts';
import type { Problem } from '../types.ts';
import { Budget, type Bytes, type Chunk, chunksOf, join, prepend } from './bytes.ts';
import { type CutMember, cutZipMembers } from './cut-zip.ts';
import { type Member, baseName, openMember, shortPath } from './member.ts';
import { Refused, problemOf } from './problem.ts';
import { isWorkbook, sheetsOf } from './xlsx.ts';
import type { ZipMember } from './zip.ts';

export interface Visitor {
  /** Called for one file after the other; what it leaves unread is skipped. */
  member(member: Member): Promise<void>;
  /** A file, or a whole zip, that could not be opened or was cut off. */
  problem(path: string, problem: Problem): void;
  /** More (compressed) bytes of the chosen file have been taken in. */
  onRead(bytes: number): void;
}

/** What was counted on the way, against limits that hold for a zip as a whole. */
export interface Tally {
  /** Files in it, zips within it included. */
  members: number;
  /** That came out of it. */
  bytes: number;
  /** Files that were refused as bombs. */
  bombs: number;
  /** False where the zip could not be opened as one. */
  whole: boolean;
}

/**
 * Opens one file the person chose: itself, or, if it is a zip, the files in it, zips among them included. Files that
 * cannot be read are told to the visitor and never stop the others.
 * @param part which members of a zip, by their places in its table of contents; default: all.
 * @throws the signal's reason, as soon as it is aborted.
 */
export async function walk(
  file: File,
  visitor: Visitor,
  signal: AbortSignal | undefined,
  part?: { first: number; end: number }
): Promise<Tally> {
  const walker = new Walker(visitor, new Budget(file.size), signal, part);
  const path = file.webkitRelativePath || file.name;
  try {
    if (await startsLikeZip(file)) await walker.zip(path, file, 1);
    else await walker.loose(path, file);
  } catch (error) {
    signal?.throwIfAborted();
    walker.giveUp(path, problemOf(error));
  }
  return walker.tally();
}

/** How much of a zip within a zip is held until it is made a blob. */
const BLOB_PART_BYTES = 1024 * 1024;

class Walker {
  #members = 0;
  #whole = true;

  constructor(
    private readonly visitor: Visitor,
    private readonly budget: Budget,
    private readonly signal: AbortSignal | undefined,
    private readonly part: { first: number; end: number } | undefined
  ) {}

  tally(): Tally {
    const { bytes, bombs } = this.budget;
    return { members: this.#members, bytes, bombs, whole: this.#whole };
  }

  /** To be called when the chosen file could not be opened. */
  giveUp(path: string, problem: Problem): void {
    this.#whole = false;
    this.visitor.problem(shortPath(path), problem);
  }

  /** A file on its own cannot explode: it is as large as it is. */
  async loose(path: string, file: File): Promise<void> {
    const counted = tap(chunksOf(file.stream()), (chunk) => {
      this.visitor.onRead(chunk.length);
    });
    await this.#member(path, counted, file.size, 0);
  }

  async zip(path: string, blob: Blob, depth: number): Promise<void> {
    // Within a zip the bytes have been counted already, when the inner zip was taken out.
    const onRead = (bytes: number) => {
      if (depth === 1) this.visitor.onRead(bytes);
    };
    // zip.js is large, and nobody but an import of zips needs it.
    const { zipMembers } = await import('./zip.ts');
    let members: ZipMember[];
    try {
      members = await zipMembers(blob, onRead);
    } catch {
      if (depth === 1) this.#whole = false;
      await this.#cutZip(path, blob, depth, onRead);
      return;
    }
    if (depth === 1 && this.part) members = members.slice(this.part.first, this.part.end);
    else if (isWorkbook(members.map(({ name }) => name))) {
      await this.#workbook(path, members);
      return;
    }
    for (const member of members) {
      if (!(await this.#zipMember(path, member, member.compressedBytes, depth))) return;
    }
  }

  /** What Excel writes is a zip, too. The visitor sees its sheets as files, `outer.xlsx/sheet`. */
  async #workbook(path: string, members: readonly ZipMember[]): Promise<void> {
    const open = (name: string) => {
      const member = members.find((candidate) => candidate.name === name);
      return member && this.#guard(member.bytes(), member.compressedBytes);
    };
    for await (const sheet of sheetsOf(open)) {
      const sheetPath = `${path}/${sheet.name}`;
      const bytes = sheet.csv();
      try {
        await this.visitor.member(await openMember(sheetPath, bytes));
      } catch (error) {
        this.signal?.throwIfAborted();
        this.visitor.problem(shortPath(sheetPath), problemOf(error));
      } finally {
        await bytes.return();
      }
    }
  }

  async #cutZip(path: string, blob: Blob, depth: number, onRead: (bytes: number) => void): Promise<void> {
    let found = 0;
    for await (const member of cutZipMembers(blob, onRead)) {
      found++;
      if (!(await this.#zipMember(path, member, blob.size, depth))) return;
    }
    this.visitor.problem(shortPath(path), found > 0 ? CUT_OFF : NOT_A_ZIP);
  }

  /** Returns false when no more members are to be read. */
  async #zipMember(zipPath: string, member: ZipMember | CutMember, compressedBytes: number, depth: number) {
    const name = member.name.replaceAll('\\', '/');
    if (isJunk(name)) return true;
    const path = `${zipPath}/${name}`;
    if (++this.#members > MAX_MEMBERS) {
      this.visitor.problem(shortPath(zipPath), TOO_MANY);
      return false;
    }
    try {
      if (isUnsafe(name)) throw unsafeName();
      await this.#member(path, member.bytes(), compressedBytes, depth);
    } catch (error) {
      this.signal?.throwIfAborted();
      this.visitor.problem(shortPath(path), problemOf(error));
    }
    return true;
  }

  /** @param depth of the zip around it; 0 for a loose file. */
  async #member(path: string, chunks: Bytes, compressedBytes: number, depth: number): Promise<void> {
    const guarded = this.#guard(chunks, compressedBytes);
    try {
      let start: Chunk = new Uint8Array();
      while (start.length < 4) {
        const { done, value } = await guarded.next();
        if (done) break;
        start = join([start, value]);
      }
      const bytes = prepend([start], guarded);
      if (depth > 0 && isZipSignature(start)) {
        if (depth >= MAX_ZIP_DEPTH) throw tooDeep();
        await this.zip(path, await collect(bytes), depth + 1);
      } else {
        await this.visitor.member(await openMember(path, bytes));
      }
    } finally {
      await guarded.return();
    }
  }

  #guard(chunks: Bytes, compressedBytes: number): Bytes {
    return this.budget.guard(
      tap(chunks, () => this.signal?.throwIfAborted()),
      compressedBytes
    );
  }
}

async function startsLikeZip(file: File): Promise<boolean> {
  return isZipSignature(new Uint8Array(await file.slice(0, 4).arrayBuffer()));
}

/** The beginning of a file in a zip, or of an empty zip's table of contents. */
function isZipSignature([a, b, c, d]: Uint8Array): boolean {
  return a === 0x50 && b === 0x4b && ((c === 3 && d === 4) || (c === 5 && d === 6));
}

/** What macOS adds to every zip, and directories. Left out without a word. */
function isJunk(name: string): boolean {
  return name.endsWith('/') || /(?:^|\/)__MACOSX\//.test(name) || baseName(name).startsWith('._');
}

function isUnsafe(name: string): boolean {
  return name.startsWith('/') || /^[a-z]:/i.test(name) || name.split('/').includes('..');
}

async function* tap<T>(
  source: AsyncGenerator<T, void, undefined>,
  look: (value: T) => void
): AsyncGenerator<T, void, undefined> {
  for await (const value of source) {
    look(value);
    yield value;
  }
}

/** Browsers keep large blobs outside of this process, on the disk if need be: so the parts are made blobs as they come. */
async function collect(bytes: Bytes): Promise<Blob> {
  const parts: Blob[] = [];
  let chunks: Chunk[] = [];
  let length = 0;
  let waiting = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > MAX_INNER_ZIP_BYTES) throw innerZipTooLarge();
    chunks.push(chunk);
    waiting += chunk.length;
    if (waiting < BLOB_PART_BYTES) continue;
    parts.push(new Blob(chunks));
    chunks = [];
    waiting = 0;
  }
  return new Blob([...parts, ...chunks]);
}

const CUT_OFF: Problem = {
  code: 'truncated',
  message:
    'The end of this zip is missing, probably because its download broke off. What came before was kept; download it again to get the rest.'
};

const NOT_A_ZIP: Problem = {
  code: 'damaged',
  message: 'This zip is damaged and could not be opened. Download it again.'
};

const TOO_MANY: Problem = {
  code: 'too_many_files',
  message:
    'There are more than 3,000 files in this zip, far more than in any listening history. The rest were not read.'
};

function unsafeName(): Refused {
  return new Refused(
    'unsafe_path',
    'This file has a name that points outside its zip, which no real export does, so Earshot did not read it.'
  );
}

function tooDeep(): Refused {
  return new Refused(
    'too_deep',
    'This is a zip within a zip more than five deep, so Earshot did not open it. Unpack it first, then choose the unpacked files.'
  );
}

function innerZipTooLarge(): Refused {
  return new Refused(
    'too_large',
    'This zip within a zip is larger than 256 MB. Unpack the outer zip first, then choose the unpacked files.'
  );
}
