import { onTestFinished } from 'vitest';
import { History, type FileReport, importFiles, type ImportReport } from '../../../src/lib/history/index.ts';
import type { Expected } from '../../fixtures/spotify.ts';

let names = 0;

/** A name that no other test uses; its database is deleted when the test has ended. */
export function freshName(): string {
  const name = `history-test-${crypto.randomUUID()}-${names++}`;
  onTestFinished(() => deleteDatabase(name));
  return name;
}

/** A history in a database of its own. */
export function freshHistory(name = freshName()): History {
  const history = new History({ name });
  onTestFinished(() => history.close());
  return history;
}

export function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => {
      resolve();
    };
    request.onerror = () => {
      reject(request.error ?? new Error('not deleted'));
    };
  });
}

export function openRaw(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('not opened'));
    };
  });
}

/** Everything in a database, by store. */
export async function dump(name: string): Promise<Record<string, { keys: unknown[]; values: unknown[] }>> {
  const db = await openRaw(name);
  const all: Record<string, { keys: unknown[]; values: unknown[] }> = {};
  for (const store of db.objectStoreNames) {
    const source = db.transaction(store).objectStore(store);
    all[store] = { keys: await result(source.getAllKeys()), values: await result(source.getAll()) };
  }
  db.close();
  return all;
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('not read'));
    };
  });
}

export function file(content: BlobPart, name = 'my_spotify_data.zip'): File {
  return new File([content], name);
}

export async function importInto(history: History, ...files: File[]): Promise<ImportReport> {
  return await importFiles(files, history);
}

export function counts(
  files: readonly FileReport[]
): Pick<Expected, 'records' | 'plays' | 'skips'> & { rejected: number } {
  const sum = { records: 0, plays: 0, skips: 0, rejected: 0 };
  for (const { records, plays, skips, rejected } of files) {
    sum.records += records;
    sum.plays += plays;
    sum.skips += skips;
    sum.rejected += Object.values(rejected).reduce((a, b) => a + b);
  }
  return sum;
}
