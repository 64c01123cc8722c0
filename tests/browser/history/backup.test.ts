import { describe, expect, it } from 'vitest';
import { History, historyBackup } from '../../../src/lib/history/index.ts';
import { acceptsHistory } from '../../../src/lib/history/store/validate.ts';
import { snapshotOf } from '../../../src/lib/storage/backup/database.ts';
import {
  openBackups,
  type Restorable,
  type StoreContents,
  type StoredRecord
} from '../../../src/lib/storage/index.ts';
import { spotifyZip } from '../../fixtures/spotify.ts';
import { deleteDatabase, file, freshHistory, freshName, importInto } from './helpers.ts';
import { APRIL, makeVersion1 } from './version-1.ts';
import { inventedMusic } from '../../fixtures/invented-music.ts';

async function backUp(name: string): Promise<Blob> {
  const { writeBackup } = await openBackups();
  return await writeBackup({ databases: [name], settings: {}, app: '0.0.0', createdAt: 1.7e12 });
}

async function restore(backup: Blob, restorable: Restorable): Promise<void> {
  const { checkBackup, restoreBackup } = await openBackups();
  await restoreBackup(await checkBackup(backup, [restorable]));
}

/** A history with a bit of everything. */
async function fillHistory(history: History): Promise<void> {
  await importInto(history, file(spotifyZip({ rows: 600, seed: 5 }).bytes));
  await importInto(history, file(spotifyZip({ rows: 300, seed: 6 }).bytes));
  const { songs, artists } = await history.listening();
  await history.giveFeedback({ kind: 'not-for-me', subject: songs[0]?.key ?? '', givenAt: APRIL });
  await history.giveFeedback({ kind: 'less-of-artist', subject: artists[0]?.key ?? '', givenAt: APRIL });
  await history.exclude({ kind: 'artist', artist: artists[1]?.key ?? '' });
  await history.exclude({ kind: 'hours', from: 22, to: 6 });
  await history.exclude({ kind: 'range', from: APRIL, to: APRIL + 1 });
  await history.setPrivate(true);
  const [newest] = await history.imports();
  await history.removeImport(newest?.id ?? 0);
}

describe('a history', () => {
  it('comes back from a backup as it was: plays, feedback, exclusions, imports', async () => {
    const name = freshName();
    const history = freshHistory(name);
    await fillHistory(history);
    const before = { database: await snapshotOf(name), listening: await history.listening() };
    await history.close();
    const backup = await backUp(name);
    await deleteDatabase(name);
    await restore(backup, { ...historyBackup, name, lock: name });
    expect(await snapshotOf(name)).toEqual(before.database);
    expect(await freshHistory(name).listening()).toEqual(before.listening);
  });

  it('of the first version is brought up to date on the way', async () => {
    const name = freshName();
    await makeVersion1(name);
    const backup = await backUp(name);
    const migrated = await freshHistory(name).listening();
    const upToDate = await snapshotOf(name);
    await deleteDatabase(name);
    const present = freshHistory(name);
    await present.addSample(1, inventedMusic);
    await restore(backup, { ...historyBackup, name, lock: name });
    expect(await present.listening()).toEqual(migrated);
    expect(await snapshotOf(name)).toEqual(upToDate);
  });

  it('is no export: an import of its backup says where it belongs', async () => {
    const name = freshName();
    await fillHistory(freshHistory(name));
    const report = await importInto(
      freshHistory(),
      file(await backUp(name), 'earshot-backup-2026-05-12.zip')
    );
    const problems = report.files.map(({ format, problems: [problem] }) => [format, problem?.code]);
    expect(problems).toEqual([['earshot-backup', 'wrong_download']]);
  });

  it('of nothing at all is accepted', () => {
    expect(acceptsHistory(new Map())).toBe(true);
  });
});

describe('contents that the history could not work with', () => {
  const ORIGINS = [[], [1]];
  function contents(): Record<string, StoredRecord[]> {
    const segment = {
      month: '2024-04',
      startedAt: Float64Array.of(APRIL, APRIL + 1000),
      msPlayed: Int32Array.of(-1, 200_000),
      track: Uint32Array.of(0, 1),
      source: Uint8Array.of(1, 1),
      flags: Uint8Array.of(0, 1),
      origin: Uint16Array.of(1, 0)
    };
    const block = {
      first: 0,
      artists: ['A', 'B'],
      titles: ['a', 'b'],
      albums: [null, 'c'],
      uris: [null, null]
    };
    const summary = { revision: 1, plays: 1, skips: 1, songs: 2, artists: 2, sample: false };
    const rejected = { malformed: 0, not_music: 0, no_title: 0, private: 0, duplicate: 0 };
    const report = { path: 'a.json', format: 'f', records: 2, plays: 1, skips: 1, rejected, problems: [] };
    return {
      segments: [{ key: '2024-04', value: segment }],
      tracks: [{ key: 0, value: block }],
      imports: [{ key: 1, value: { importedAt: APRIL, files: [report] } }],
      meta: [{ key: 'summary', value: summary }],
      feedback: [{ key: ['like', 'a'], value: { kind: 'like', subject: 'a', givenAt: APRIL } }],
      exclusions: [{ key: 1, value: { addedAt: APRIL, exclusion: { kind: 'artist', artist: 'a' } } }],
      privateSessions: [{ key: 1, value: { from: APRIL } }],
      origins: [{ key: 'sets', value: ORIGINS }]
    };
  }
  const asContents = (stores: Record<string, StoredRecord[]>): StoreContents =>
    new Map(Object.entries(stores));

  it('differ from these, with which it can', () => {
    expect(acceptsHistory(asContents(contents()))).toBe(true);
  });

  it.each<[string, string, object]>([
    ['columns of different lengths', 'segments', { flags: Uint8Array.of(0) }],
    ['a column of another type', 'segments', { flags: Uint16Array.of(0, 1) }],
    ['a column that is an array', 'segments', { flags: [0, 1] }],
    ['times that are none', 'segments', { startedAt: Float64Array.of(NaN, APRIL) }],
    ['times out of order', 'segments', { startedAt: Float64Array.of(APRIL + 1, APRIL) }],
    ['times of another month', 'segments', { startedAt: Float64Array.of(APRIL, APRIL + 40 * 86_400_000) }],
    ['a month under another key', 'segments', { month: '2024-05' }],
    ['durations beyond reason', 'segments', { msPlayed: Int32Array.of(2 ** 30, 0) }],
    ['tracks that are not there', 'segments', { track: Uint32Array.of(0, 2) }],
    ['imports that are not there', 'segments', { origin: Uint16Array.of(0, 2) }],
    ['a track without its title', 'tracks', { titles: ['a'] }],
    ['a name that is a number', 'tracks', { artists: ['A', 7] }],
    ['tracks that begin in the middle', 'tracks', { first: 4096 }],
    ['a report without its reasons', 'imports', { files: [{ path: 'a.json' }] }],
    ['a summary that does not count', 'meta', { plays: 'many' }],
    ['a verdict at no time', 'feedback', { givenAt: 'today' }],
    ['a verdict of another kind', 'feedback', { kind: 'love' }],
    ['a verdict under another key', 'feedback', { subject: 'b' }],
    ['an exclusion of another kind', 'exclusions', { exclusion: { kind: 'mood' } }],
    ['hours beyond the day', 'exclusions', { exclusion: { kind: 'hours', from: 0, to: 25 } }],
    ['a session from no time', 'privateSessions', { from: undefined }]
  ])('for %s', (_, store, change) => {
    const stores = contents();
    const [record] = stores[store] ?? [];
    if (!record) throw new Error(store);
    record.value = { ...(record.value as object), ...change };
    expect(acceptsHistory(asContents(stores))).toBe(false);
  });

  it.each<[string, Record<string, StoredRecord[]>]>([
    ['a store of nobody', { songs: [] }],
    ['a set of imports that comes twice', { origins: [{ key: 'sets', value: [[], [1], [1]] }] }],
    ['origins of no event', { origins: [{ key: 'sets', value: [[1]] }] }],
    ['a second summary', { meta: [{ key: 'other', value: {} }] }]
  ])('for %s', (_, change) => {
    expect(acceptsHistory(asContents({ ...contents(), ...change }))).toBe(false);
  });
});
