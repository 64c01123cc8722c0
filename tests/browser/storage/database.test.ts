import { deleteDB, openDB, type DBSchema } from 'idb';
import { expect, test, vi } from 'vitest';
import { Database, StorageError, withLock, type Migration } from '$lib/storage/index.ts';

interface Notes extends DBSchema {
  notes: { key: string; value: string };
  tags: { key: string; value: string };
}

const first: Migration<Notes> = (db) => {
  db.createObjectStore('notes');
};
const second: Migration<Notes> = (db) => {
  db.createObjectStore('tags');
};
const fresh = () => `storage-test-${crypto.randomUUID()}`;

test('an upgrade in another tab goes on, and this one is told to reload', async () => {
  const name = fresh();
  const old = new Database<Notes>(name, [first]);
  await old.use((db) => db.put('notes', 'kept', 'a'));
  const newer = new Database<Notes>(name, [first, second]);
  expect(await newer.use((db) => db.get('notes', 'a'))).toBe('kept');
  const refused = old.use((db) => db.get('notes', 'a'));
  await expect(refused).rejects.toMatchObject({ name: 'StorageError', code: 'newer_version' });
});

test('a deletion in another tab goes on, and this one starts from nothing', async () => {
  const name = fresh();
  const database = new Database<Notes>(name, [first]);
  await database.use((db) => db.put('notes', 'gone', 'a'));
  await deleteDB(name);
  expect(await database.use((db) => db.get('notes', 'a'))).toBeUndefined();
});

test('a migration that fails takes the whole upgrade back', async () => {
  const name = fresh();
  const old = new Database<Notes>(name, [first]);
  await old.use((db) => db.put('notes', 'kept', 'a'));
  await old.close();
  const broken = new Database<Notes>(name, [
    first,
    async (db, transaction) => {
      db.createObjectStore('tags');
      await transaction.objectStore('notes').clear();
      throw new Error('a mistake in a migration');
    }
  ]);
  await expect(broken.use((db) => db.get('notes', 'a'))).rejects.toThrow();
  await broken.close();
  const after = await openDB<Notes>(name);
  expect(after.version).toBe(1);
  expect(await after.get('notes', 'a')).toBe('kept');
  after.close();
});

test('a full disk and a forbidden storage are told in plain words', async () => {
  const database = new Database<Notes>(fresh(), [first]);
  const failing = (name: string) => database.use(() => Promise.reject(new DOMException('', name)));
  await expect(failing('QuotaExceededError')).rejects.toMatchObject({ code: 'full' });
  await expect(failing('QuotaExceededError')).rejects.toBeInstanceOf(StorageError);
  await expect(failing('SecurityError')).rejects.toMatchObject({ code: 'unavailable' });
  const own = new RangeError('ours');
  await expect(database.use(() => Promise.reject(own))).rejects.toBe(own);
});

test('only one at a time holds a lock', async () => {
  const name = fresh();
  const order: string[] = [];
  let release: () => void = () => undefined;
  const holding = withLock(name, async () => {
    order.push('first');
    await new Promise<void>((resolve) => (release = resolve));
  });
  await vi.waitFor(() => {
    expect(order).toEqual(['first']);
  });
  expect(await withLock(name, () => Promise.resolve('taken'), { ifFree: true })).toBeUndefined();
  const waiting = withLock(name, () => Promise.resolve(order.push('second')));
  const cancelled = withLock(name, () => Promise.resolve(), { signal: AbortSignal.abort() });
  await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
  release();
  await Promise.all([holding, waiting]);
  expect(order).toEqual(['first', 'second']);
});

test('without locks, or where none are given, nothing is done and plain words say why', async () => {
  const work = vi.fn(() => Promise.resolve());
  const request = vi.spyOn(navigator.locks, 'request');
  request.mockRejectedValue(new DOMException('The request was denied.', 'SecurityError'));
  await expect(withLock('denied', work)).rejects.toThrow(/allow site data/);
  request.mockRestore();
  Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
  await expect(withLock('absent', work)).rejects.toThrow(/address that begins with https/);
  Reflect.deleteProperty(navigator, 'locks');
  expect(work).not.toHaveBeenCalled();
  expect(await withLock('there again', () => Promise.resolve('taken'))).toBe('taken');
});
