import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Keeps a second process out of a folder: two of them would destroy the data. The lock of a process that has died, even
 * by kill -9, does not count.
 * @returns takes the lock off
 * @throws Error naming the process that has the folder
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'process-id');
  const holder = Number(readIfThere(file));
  if (holder > 0 && holder !== process.pid && isAlive(holder)) {
    throw new Error(`"${folder}" is in use by process ${holder}. If that is something else, delete ${file}.`);
  }
  writeFileSync(file, String(process.pid));
  return () => {
    rmSync(file, { force: true });
  };
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
