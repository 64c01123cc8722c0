import fc from 'fast-check';
import { zipSync, unzipSync, strFromU8, strToU8 } from 'fflate';
import { deleteDB, openDB, type DBSchema } from 'idb';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { checkBackup, restoreBackup, writeBackup } from '../../../src/lib/storage/backup/index.ts';
import { snapshotOf } from '../../../src/lib/storage/backup/database.ts';
import type { Manifest } from '../../../src/lib/storage/backup/manifest.ts';
import { Database, withLock, type Migration, type Restorable } from '../../../src/lib/storage/index.ts';

interface Schema extends DBSchema {
  loose: { key: string; value: unknown };
  counted: { key: number; value: unknown };
  keyed: { key: number; value: { id: number; content: unknown } };
}

const first: Migration<Schema> = (db) => {
  db.createObjectStore('loose');
  db.createObjectStore('counted', { autoIncrement: true });
};
const second: Migration<Schema> = async (db, transaction) => {
  db.createObjectStore('keyed', { keyPath: 'id' });
  await transaction.objectStore('loose').put('brought up to date', 'migrated');
};

function restorable(
  migrations: readonly Migration<Schema>[] = [first, second],
  more: Partial<Restorable> = {}
) {
  const name = `backup-test-${crypto.randomUUID()}`;
  onTestFinished(() => deleteDB(name));
  return {
    name,
    lock: name,
    migrations: migrations as unknown as Restorable['migrations'],
    derived: false,
    accepts: () => true,
    ...more
  } satisfies Restorable;
}

type Fill = (db: Parameters<Parameters<Database<Schema>['use']>[0]>[0]) => Promise<unknown>;

async function fill({ name, migrations }: Restorable, work: Fill): Promise<void> {
  const database = new Database<Schema>(name, migrations as unknown as Migration<Schema>[]);
  await database.use(work);
  await database.close();
}

async function backUp(...restorables: Restorable[]): Promise<Blob> {
  const databases = restorables.map(({ name }) => name);
  return await writeBackup({ databases, settings: { 'earshot-x': '1' }, app: '0.0.0', createdAt: 1.7e12 });
}

async function restore(file: Blob, ...restorables: Restorable[]): Promise<void> {
  await restoreBackup(await checkBackup(file, restorables));
}

/** The backup with its manifest, or another member, rewritten. */
async function doctored(
  file: Blob,
  change: (manifest: Manifest, members: Record<string, Uint8Array>) => void
) {
  const members = unzipSync(new Uint8Array(await file.arrayBuffer()));
  const manifest = JSON.parse(strFromU8(members['manifest.json'] ?? new Uint8Array())) as Manifest;
  change(manifest, members);
  return new Blob([zipSync({ ...members, 'manifest.json': strToU8(JSON.stringify(manifest)) })]);
}

const content = fc.oneof(
  fc.anything({
    withTypedArray: true,
    withMap: true,
    withSet: true,
    withDate: true,
    withBigInt: true,
    maxDepth: 3
  }),
  fc.string({ unit: 'binary' }),
  fc.float64Array({ maxLength: 2000 })
);
/** Fits what fast-check makes to what the browser can store. */
const stored = content.filter((value) => {
  try {
    structuredClone(value);
    return !hasHoles(value);
  } catch {
    return false;
  }
});

function hasHoles(value: unknown): boolean {
  return Array.isArray(value) && Object.keys(value).length !== value.length;
}

describe('a backup', () => {
  test('brings everything back to another device, bit by bit and in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string(), stored),
        fc.array(stored),
        fc.uniqueArray(fc.integer()),
        async (loose, counted, keyed) => {
          const target = restorable();
          await fill(target, async (db) => {
            for (const [key, value] of Object.entries(loose)) await db.put('loose', value, key);
            for (const value of counted) await db.add('counted', value);
            for (const id of keyed) await db.put('keyed', { id, content: counted[0] });
          });
          const before = await snapshotOf(target.name);
          const file = await backUp(target);
          await deleteDB(target.name);
          await restore(file, target);
          expect(await snapshotOf(target.name)).toEqual(before);
          // The same contents make the same file: nothing in it depends on the device.
          expect(await sameBytes(file, await backUp(target))).toBe(true);
          await deleteDB(target.name);
        }
      ),
      { numRuns: 60 }
    );
  });

  test('replaces what is there, and goes on counting where the other device was', async () => {
    const target = restorable();
    await fill(target, (db) => db.add('counted', 'first'));
    const file = await backUp(target);
    await fill(target, (db) => Promise.all([db.add('counted', 'second'), db.put('loose', 1, 'new')]));
    await restore(file, target);
    const keys: number[] = [];
    await fill(target, async (db) => {
      expect(await db.getAll('counted')).toEqual(['first']);
      expect(await db.get('loose', 'new')).toBeUndefined();
      keys.push(await db.add('counted', 'third'));
    });
    expect(keys[0]).toBeGreaterThan(1);
  });

  test('leaves out databases that do not exist, makes none, and says what it is', async () => {
    const absent = restorable();
    const file = await backUp(absent);
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(absent.name);
    const checked = await checkBackup(file, [absent]);
    expect(checked).toMatchObject({ createdAt: 1.7e12, app: '0.0.0', settings: { 'earshot-x': '1' } });
    const facts = unzipSync(new Uint8Array(await file.arrayBuffer()));
    expect(Object.keys(facts)).toEqual(['manifest.json']);
  });

  test('without a database empties it: the state of then had nothing in it', async () => {
    const target = restorable();
    const file = await backUp(target);
    await fill(target, (db) => db.put('loose', 1, 'a'));
    await restore(file, target);
    await fill(target, async (db) => {
      expect(await db.count('loose')).toBe(0);
    });
  });

  test('only adds to a database that says how', async () => {
    const merge: Restorable['merge'] = (present, restored) =>
      new Map([...present, ['loose', [...(present.get('loose') ?? []), ...(restored.get('loose') ?? [])]]]);
    const target = restorable([first, second], { merge });
    await fill(target, (db) => Promise.all([db.put('loose', 1, 'old'), db.add('counted', 'old')]));
    const file = await backUp(target);
    await deleteDB(target.name);
    await fill(target, (db) => Promise.all([db.put('loose', 2, 'new'), db.add('counted', 'new')]));
    await restore(file, target);
    await fill(target, async (db) => {
      expect(await db.getAllKeys('loose')).toEqual(['migrated', 'new', 'old']);
      expect(await db.getAll('counted')).toEqual(['new']);
    });
    // Where it has nothing of the database, there is nothing to add.
    const before = await snapshotOf(target.name);
    await restore(await backUp(), target);
    expect(await snapshotOf(target.name)).toEqual(before);
  });

  test('of an older version is brought up to date', async () => {
    const target = restorable();
    await fill({ ...target, migrations: target.migrations.slice(0, 1) }, (db) => db.put('loose', 'old', 'a'));
    const file = await backUp(target);
    await deleteDB(target.name);
    await fill(target, (db) => db.put('keyed', { id: 1, content: 'present' }));
    await restore(file, target);
    await fill(target, async (db) => {
      expect(await db.getAll('loose')).toEqual(['old', 'brought up to date']);
      expect(await db.count('keyed')).toBe(0);
    });
    expect((await indexedDB.databases()).filter(({ name }) => name?.startsWith('restoring-'))).toEqual([]);
  });

  test('tells of databases that this version does not know, and leaves them out', async () => {
    const [target, other] = [restorable(), restorable()];
    await fill(other, (db) => db.put('loose', 1, 'a'));
    const file = await backUp(target, other);
    expect((await checkBackup(file, [target])).unknown).toEqual([other.name]);
  });
});

describe('a backup that cannot be restored', () => {
  async function present() {
    const target = restorable();
    await fill(target, async (db) => {
      for (let i = 0; i < 20; i++) {
        await db.put('keyed', { id: i, content: Float64Array.from({ length: 50 }, (_, j) => i * j) });
        await db.put('loose', { text: `record ${i}` }, `key ${i}`);
      }
    });
    return { target, file: await backUp(target), before: await snapshotOf(target.name) };
  }

  test('is refused wherever a bit of it has flipped or its end is missing, and nothing changes', async () => {
    const { target, file, before } = await present();
    const bytes = new Uint8Array(await file.arrayBuffer());
    const harm = fc.oneof(
      fc.nat(bytes.length - 1).map((length) => bytes.slice(0, length)),
      fc.tuple(fc.nat(bytes.length - 1), fc.nat(7)).map(([at, bit]) => {
        const copy = bytes.slice();
        copy[at] = (copy[at] ?? 0) ^ (1 << bit);
        return copy;
      })
    );
    await fc.assert(
      fc.asyncProperty(harm, async (harmed) => {
        // Some bits of a zip mean nothing, e.g. those of its dates: then what is read must be what was written.
        const failure = await restore(new Blob([harmed]), target).then(
          () => undefined,
          (error: unknown) => error
        );
        if (failure !== undefined) expect(failure).toMatchObject({ name: 'BackupError' });
        expect(await snapshotOf(target.name)).toEqual(before);
      }),
      { numRuns: 300 }
    );
  });

  type Doctor = Parameters<typeof doctored>[1];
  test.each<[string, string, Doctor]>([
    ['of a newer format', 'newer', (m) => Object.assign(m, { version: 2 })],
    ['of another kind', 'not_a_backup', (m) => Object.assign(m, { format: 'other' })],
    ['with a newer database', 'newer', (m) => Object.assign(m.databases[0] ?? {}, { version: 3 })],
    ['with a store too few', 'damaged', (m) => m.databases[0]?.stores.pop()],
    [
      'with another key path',
      'damaged',
      (m) => Object.assign(m.databases[0]?.stores[1] ?? {}, { keyPath: 'x' })
    ],
    [
      'with a count that is wrong',
      'damaged',
      (m) => Object.assign(m.databases[0]?.stores[1] ?? {}, { records: 1 })
    ],
    [
      'of a size beyond belief',
      'too_large',
      (m) => Object.assign(m.databases[0]?.stores[0]?.values ?? {}, { bytes: 2 ** 40 })
    ],
    [
      'that unpacks to more than it says',
      'damaged',
      (m) => Object.assign(m.databases[0]?.stores[1]?.binary ?? {}, { bytes: 8 })
    ],
    [
      'without one of its files',
      'damaged',
      (_, members) => {
        for (const path of Object.keys(members))
          if (path.endsWith('.bin')) Reflect.deleteProperty(members, path);
      }
    ]
  ])('because it is %s says so', async (_, code, change) => {
    const { target, file, before } = await present();
    await expect(restore(await doctored(file, change), target)).rejects.toMatchObject({
      name: 'BackupError',
      code
    });
    expect(await snapshotOf(target.name)).toEqual(before);
  });

  test.each([
    ['no zip', new Blob(['{"plays": []}'])],
    ['empty', new Blob()],
    ['another zip', new Blob([zipSync({ 'a.json': strToU8('[]') })])]
  ])('because it is %s is not taken for one', async (_, file) => {
    await expect(checkBackup(file, [])).rejects.toMatchObject({ code: 'not_a_backup' });
  });

  test('because its room could not work with it is refused', async () => {
    const { target, file } = await present();
    const picky = { ...target, accepts: () => false };
    await expect(restore(file, picky)).rejects.toMatchObject({ code: 'damaged' });
  });
});

describe('a full disk', () => {
  test('loses nothing, of the derived databases either', async () => {
    const [plays, model] = [restorable(), restorable(undefined, { derived: true })];
    const all = [plays, model];
    for (const each of all) await fill(each, (db) => db.put('loose', 'then', 'a'));
    const file = await backUp(...all);
    for (const each of all) await fill(each, (db) => db.put('loose', 'now', 'a'));
    const before = await Promise.all(all.map(({ name }) => snapshotOf(name)));
    const checked = await checkBackup(file, all);
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    onTestFinished(() => {
      put.mockRestore();
    });
    await expect(restoreBackup(checked)).rejects.toMatchObject({ name: 'StorageError', code: 'full' });
    expect(await Promise.all(all.map(({ name }) => snapshotOf(name)))).toEqual(before);
  });

  test('after a part was restored says that it was a part', async () => {
    const all = [restorable(), restorable()];
    for (const each of all) await fill(each, (db) => db.put('loose', 'then', 'a'));
    const checked = await checkBackup(await backUp(...all), all);
    // Each has two records: what is too much is the first of the second database.
    let puts = 0;
    const real = Reflect.get(IDBObjectStore.prototype, 'put') as (
      ...args: unknown[]
    ) => IDBRequest<IDBValidKey>;
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: unknown,
      ...args
    ) {
      if (++puts === 3) throw new DOMException('full', 'QuotaExceededError');
      return Reflect.apply(real, this, args);
    });
    onTestFinished(() => {
      put.mockRestore();
    });
    await expect(restoreBackup(checked)).rejects.toMatchObject({ name: 'BackupError', code: 'partly' });
  });
});

test('a restore waits for whoever writes', async () => {
  const target = restorable();
  await fill(target, (db) => db.put('loose', 'then', 'a'));
  const checked = await checkBackup(await backUp(target), [target]);
  const order: string[] = [];
  let release: () => void = () => undefined;
  const holding = withLock(target.lock, () => new Promise<void>((resolve) => (release = resolve)));
  const restoring = restoreBackup(checked).then(() => order.push('restored'));
  await new Promise((resolve) => setTimeout(resolve, 100));
  order.push('released');
  release();
  await Promise.all([holding, restoring]);
  expect(order).toEqual(['released', 'restored']);
});

test('a database that another tab wants to upgrade is let go', async () => {
  const target = restorable();
  await fill(target, (db) => db.put('loose', 1, 'a'));
  await backUp(target);
  const upgraded = await openDB(target.name, 9);
  expect(upgraded.version).toBe(9);
  upgraded.close();
});

async function sameBytes(a: Blob, b: Blob): Promise<boolean> {
  const [x, y] = await Promise.all([a.arrayBuffer(), b.arrayBuffer()]);
  const right = new Uint8Array(y);
  return x.byteLength === y.byteLength && new Uint8Array(x).every((byte, i) => byte === right[i]);
}
