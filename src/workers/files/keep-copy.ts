import { copiesFolder, copyName } from '../../lib/files/index.ts';
import { StorageError } from '../../lib/storage/index.ts';

/** The DOM library of TypeScript, by which pages see this file, leaves out what only workers have. */
interface SyncHandle {
  createSyncAccessHandle(): Promise<{
    truncate(size: number): void;
    write(bytes: Uint8Array<ArrayBuffer>): number;
    flush(): void;
    close(): void;
  }>;
}

/**
 * Copies a file into the browser's private file system. Through a handle that only workers have: Safari came to know
 * the other one late.
 * @param onBytes told how many more are written
 * @throws StorageError where there is no room, and what the signal says when it is aborted
 */
export async function keepCopy(
  id: string,
  file: Blob,
  { signal, onBytes }: { signal: AbortSignal; onBytes: (bytes: number) => void }
): Promise<void> {
  const folder = await copiesFolder();
  const handle = await folder.getFileHandle(copyName(id), { create: true });
  const access = await (handle as unknown as SyncHandle).createSyncAccessHandle();
  let whole = false;
  try {
    access.truncate(0);
    for await (const bytes of file.stream()) {
      signal.throwIfAborted();
      if (access.write(bytes) < bytes.length) throw new DOMException('no room', 'QuotaExceededError');
      onBytes(bytes.length);
    }
    access.flush();
    whole = true;
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'QuotaExceededError')) throw error;
    throw new StorageError(
      'full',
      'The browser has no room left for more copies. What was copied before stays. Free some disk space, then try again.',
      { cause: error }
    );
  } finally {
    access.close();
    if (!whole) await folder.removeEntry(copyName(id));
  }
}
