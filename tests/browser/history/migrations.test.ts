import type { IDBPDatabase } from 'idb';
import { describe, expect, it } from 'vitest';
import { Database, StorageError } from '../../../src/lib/storage/index.ts';
import { songKey } from '../../../src/lib/history/index.ts';
import { type HistorySchema, migrations } from '../../../src/lib/history/store/schema.ts';
import { freshHistory, freshName, openRaw } from './helpers.ts';
import { APRIL, MARCH, makeVersion1 } from './version-1.ts';
import { inventedMusic } from '../../fixtures/invented-music.ts';

async function describeSchema(name: string): Promise<unknown> {
  const db = await openRaw(name);
  const transaction = db.transaction([...db.objectStoreNames]);
  const stores = [...db.objectStoreNames].map((store) => {
    const { keyPath, autoIncrement, indexNames } = transaction.objectStore(store);
    return { store, keyPath, autoIncrement, indexes: [...indexNames] };
  });
  db.close();
  return { version: db.version, stores };
}

describe('the schema', () => {
  it('finds everything that version 1 stored', async () => {
    const name = freshName();
    await makeVersion1(name);
    const history = freshHistory(name);
    expect(await history.summary()).toEqual({
      revision: 7,
      plays: 2,
      skips: 1,
      songs: 2,
      artists: 2,
      firstPlay: MARCH,
      lastPlay: APRIL,
      sample: false
    });
    expect(await history.listening()).toMatchObject({
      songs: [
        {
          key: songKey('Quiet Harbour', 'Paper Lantern'),
          artist: 'QUIET HARBOUR',
          title: 'Paper Lantern',
          uri: 'spotify:track:1aB1cD2eF3gH4iJ5kL6mN7'
        },
        { key: songKey('Nobody', 'Nothing'), artist: 'Nobody', title: 'Nothing' }
      ],
      song: Uint32Array.of(0, 0, 1),
      startedAt: Float64Array.of(MARCH, APRIL, APRIL + 60_000),
      msPlayed: Int32Array.of(200_000, 200_000, 5000),
      skipped: Uint8Array.of(0, 0, 1)
    });
    expect(await history.imports()).toEqual([{ id: 1, importedAt: APRIL, files: [] }]);
    expect(await history.feedback()).toEqual([]);
    // All that was there came with the one import that was.
    await history.removeImport(1);
    expect((await history.summary()).plays).toBe(0);
  });

  it('is the same whichever version it comes from', async () => {
    const fresh = freshName();
    await freshHistory(fresh).summary();
    const newest = await describeSchema(fresh);
    expect(newest).toMatchObject({ version: migrations.length });
    for (let version = 1; version < migrations.length; version++) {
      const name = freshName();
      const old = new Database<HistorySchema>(name, migrations.slice(0, version));
      await old.use((db) => Promise.resolve(db.version));
      await old.close();
      await freshHistory(name).summary();
      expect(await describeSchema(name)).toEqual(newest);
    }
  });

  it('keeps the songs that version 3 had hidden, as feedback', async () => {
    const name = freshName();
    const old = new Database<HistorySchema>(name, migrations.slice(0, 3));
    await old.use(async (db) => {
      await (db as unknown as IDBPDatabase).put('hidden', { hiddenAt: MARCH }, songKey('a', 'b'));
    });
    await old.close();
    expect(await freshHistory(name).feedback()).toEqual([
      { kind: 'not-for-me', subject: songKey('a', 'b'), givenAt: MARCH }
    ]);
  });

  it('lets a page with the old version go on when another one brings the new version', async () => {
    const name = freshName();
    const old = new Database<HistorySchema>(name, migrations.slice(0, 1));
    await old.use((db) => db.count('segments'));
    // The old page is not told to close: it gives way by itself.
    expect(await freshHistory(name).summary()).toMatchObject({ revision: 0 });
    await expect(old.use((db) => db.count('segments'))).rejects.toMatchObject({ code: 'newer_version' });
  });

  it('of a newer Earshot is left alone', async () => {
    const name = freshName();
    await new Promise<void>((resolve) => {
      const request = indexedDB.open(name, migrations.length + 1);
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
    });
    const history = freshHistory(name);
    const failure: unknown = await history.summary().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StorageError);
    expect(failure).toMatchObject({ code: 'newer_version' });
    await expect(history.addSample(1, inventedMusic)).rejects.toMatchObject({ code: 'newer_version' });
  });
});
