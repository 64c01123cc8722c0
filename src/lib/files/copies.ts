const FOLDER = 'own-files';

/** The browser's private file system (OPFS); old browsers and some private windows have none. */
export async function privateFiles(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await navigator.storage.getDirectory();
  } catch {
    return undefined;
  }
}

/** The folder of copies, made if need be. */
export async function copiesFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return await root.getDirectoryHandle(FOLDER, { create: true });
}

/** Without a colon, which some systems do not have in names. */
export function copyName(id: string): string {
  return id.replace('file:', '');
}

/** Bytes of each copy, by id of the file. */
export async function copies(): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  const folder = await existingFolder();
  for await (const [name, handle] of folder?.entries() ?? [])
    if (handle.kind === 'file') sizes.set(`file:${name}`, (await handle.getFile()).size);
  return sizes;
}

/** @returns undefined where there is none */
export async function copyOf(id: string): Promise<File | undefined> {
  try {
    const handle = await (await existingFolder())?.getFileHandle(copyName(id));
    return await handle?.getFile();
  } catch {
    return undefined;
  }
}

/** Does nothing where there is none. */
export async function removeCopy(id: string): Promise<void> {
  if (await copyOf(id)) await (await existingFolder())?.removeEntry(copyName(id));
}

export async function removeCopies(): Promise<void> {
  if (await existingFolder()) await (await privateFiles())?.removeEntry(FOLDER, { recursive: true });
}

async function existingFolder(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await (await privateFiles())?.getDirectoryHandle(FOLDER);
  } catch {
    return undefined;
  }
}
