import { isAudioName } from '$lib/files/index.ts';
import type { Dropped } from './drop.ts';

/** What a listening history comes in. Other files of a dropped folder, but for music, are none of our business. */
const EXPORT = /\.(?:zip|json|jsonl|csv|xlsx|html|log|txt)$/i;

export function isExportName(name: string): boolean {
  return EXPORT.test(name);
}

/**
 * The files of a drop, folders searched to the bottom. Files dropped by themselves are all taken, so that the
 * report can say why one was of no use.
 */
export async function collectFiles({ entries, loose }: Dropped): Promise<File[]> {
  const found: File[] = [];
  for (const entry of entries) {
    if (entry?.isDirectory) found.push(...(await filesBelow(entry as FileSystemDirectoryEntry)));
    else if (entry) found.push(await fileOf(entry as FileSystemFileEntry));
  }
  return found.length > 0 || entries.some((entry) => entry !== null) ? found : [...loose];
}

async function filesBelow(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const files: File[] = [];
  for (const entry of await childrenOf(folder)) {
    if (entry.isDirectory) files.push(...(await filesBelow(entry as FileSystemDirectoryEntry)));
    else if (isExportName(entry.name) || isAudioName(entry.name))
      files.push(await fileOf(entry as FileSystemFileEntry));
  }
  return files;
}

async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  // Chromium hands out at most 100 at a time; an empty batch is the end.
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (batch.length === 0) return all.sort((a, b) => a.name.localeCompare(b.name, 'en'));
    all.push(...batch);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => {
    entry.file(resolve, reject);
  });
}
