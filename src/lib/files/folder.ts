import { isAudioName } from './media-type.ts';

/** Chromium's additions, which TypeScript's DOM library leaves out. */
interface AskingHandle {
  queryPermission(): Promise<PermissionState>;
  requestPermission(): Promise<PermissionState>;
}
interface Picking {
  showDirectoryPicker?: (options: { id: string; startIn: string }) => Promise<FileSystemDirectoryHandle>;
}

/** A file and the way to it from a folder: names of folders, its own at the end. */
export interface FoundFile {
  file: File;
  path: string[];
}

/** Whether this browser gives folders that it remembers. */
export function picksFolders(): boolean {
  return (globalThis as Picking).showDirectoryPicker !== undefined;
}

/** @returns undefined where the person closed the window */
export async function pickFolder(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await (globalThis as Picking).showDirectoryPicker?.({ id: 'music', startIn: 'music' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    throw error;
  }
}

/** Every audio file in a folder and the folders in it, by their names. */
export async function filesIn(folder: FileSystemDirectoryHandle, above: string[] = []): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  const entries: FileSystemHandle[] = [];
  for await (const entry of folder.values()) entries.push(entry);
  for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name, 'en'))) {
    const path = [...above, entry.name];
    if (entry.kind === 'directory') found.push(...(await filesIn(entry as FileSystemDirectoryHandle, path)));
    else if (isAudioName(entry.name))
      found.push({ file: await (entry as FileSystemFileHandle).getFile(), path });
  }
  return found;
}

/** @returns undefined where it was moved or deleted */
export async function fileAt(folder: FileSystemDirectoryHandle, path: string[]): Promise<File | undefined> {
  try {
    let at = folder;
    for (const name of path.slice(0, -1)) at = await at.getDirectoryHandle(name);
    return await (await at.getFileHandle(path.at(-1) ?? '')).getFile();
  } catch {
    return undefined;
  }
}

/** Whether the folder may be read now, without asking. */
export async function isReadable(folder: FileSystemDirectoryHandle): Promise<boolean> {
  return (await (folder as unknown as AskingHandle).queryPermission()) === 'granted';
}

/** Asks the person; must be called while they press something. */
export async function askToRead(folder: FileSystemDirectoryHandle): Promise<boolean> {
  return (await (folder as unknown as AskingHandle).requestPermission()) === 'granted';
}
