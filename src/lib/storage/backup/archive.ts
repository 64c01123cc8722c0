import { Zip, ZipDeflate } from 'fflate';
import { crc32 } from './crc32.ts';
import type { MemberFacts } from './manifest.ts';

/** A zip that is written piece by piece; only what is packed already is held in memory. */
export class Archive {
  readonly #chunks: Uint8Array<ArrayBuffer>[] = [];
  readonly #zip = new Zip((error, chunk) => {
    if (error) throw error;
    this.#chunks.push(chunk);
  });

  /** @param createdAt of all its files, ms since epoch. */
  constructor(private readonly createdAt: number) {}

  /** Files may be open side by side. */
  open(path: string): OpenMember {
    const file = new ZipDeflate(path, { level: 6 });
    file.mtime = this.createdAt;
    this.#zip.add(file);
    return new OpenMember(path, file);
  }

  finish(): Blob {
    this.#zip.end();
    return new Blob(this.#chunks, { type: 'application/zip' });
  }
}

/** A file of an archive that is being written. */
class OpenMember {
  #bytes = 0;
  #crc = 0;

  constructor(
    private readonly path: string,
    private readonly file: ZipDeflate
  ) {}

  write(bytes: Uint8Array): void {
    this.file.push(bytes);
    this.#bytes += bytes.length;
    this.#crc = crc32(bytes, this.#crc);
  }

  close(): MemberFacts {
    this.file.push(new Uint8Array(), true);
    return { path: this.path, bytes: this.#bytes, crc32: this.#crc };
  }
}
