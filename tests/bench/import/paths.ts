import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { unzipSync } from 'fflate';
import { UsageError } from '../bench.ts';

/** What one PATH of the command line stands for. */
export interface Chosen {
  path: string;
  folder: boolean;
  /** Every file, by its path on the disk. */
  files: string[];
}

/** @throws UsageError where nothing is there. */
export async function choose(path: string): Promise<Chosen> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new UsageError(`There is nothing at ${path}.`);
  if (!found.isDirectory()) return { path, folder: false, files: [path] };
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  if (files.length === 0) throw new UsageError(`There are no files in ${path}.`);
  return { path, folder: true, files: files.toSorted() };
}

/** A file as an import reports it, with its bytes. */
export interface Inflated {
  path: string;
  bytes: Uint8Array;
}

/** Every file, in and outside of zips, one at a time. Zips that cannot be opened are left out. */
export async function* inflated({ path, folder, files }: Chosen): AsyncGenerator<Inflated, void> {
  for (const file of files) {
    const shown = folder ? join(basename(path), file.slice(path.length)) : basename(file);
    yield* unpacked(shown, await readFile(file));
  }
}

function* unpacked(path: string, bytes: Uint8Array): Generator<Inflated, void> {
  if (!(bytes[0] === 0x50 && bytes[1] === 0x4b)) {
    yield { path, bytes };
    return;
  }
  for (const name of namesIn(bytes)) {
    // All at once, a million rows would take a gigabyte.
    const member = unzipSync(bytes, { filter: (file) => file.name === name })[name];
    if (member) yield* unpacked(`${path}/${name}`, member);
  }
}

function namesIn(zip: Uint8Array): string[] {
  const names: string[] = [];
  try {
    unzipSync(zip, {
      filter: ({ name }) => {
        names.push(name);
        return false;
      }
    });
  } catch {
    return [];
  }
  return names;
}
