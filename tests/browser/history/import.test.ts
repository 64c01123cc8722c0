import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { importFiles } from '../../../src/lib/history/index.ts';
import { StorageError } from '../../../src/lib/storage/index.ts';
import {
  PERSONAL,
  accountDataZip,
  bombZip,
  expectedAgain,
  rowsToJson,
  spotifyRows,
  spotifyZip
} from '../../fixtures/spotify.ts';
import { counts, dump, file, freshHistory, freshName, importInto } from './helpers.ts';
import { inventedMusic } from '../../fixtures/invented-music.ts';

const made = spotifyZip({ rows: 3000, seed: 21 });
const other = spotifyZip({ rows: 1500, seed: 22 });

function rejections({ rejected }: { rejected: Record<string, number> }): number {
  return Object.values(rejected).reduce((a, b) => a + b);
}

describe('an import', () => {
  it('gives the counts the files were made with, and the second time nothing', async () => {
    const name = freshName();
    const history = freshHistory(name);
    const first = await importInto(history, file(made.bytes));
    expect(counts(first.files)).toEqual({
      records: made.expected.records,
      plays: made.expected.plays,
      skips: made.expected.skips,
      rejected: rejections(made.expected)
    });
    const { tracks, meta } = await dump(name);
    const listening = await history.listening();
    const again = await importInto(history, file(made.bytes, 'copy.zip'));
    expect(counts(again.files)).toMatchObject({
      plays: 0,
      skips: 0,
      rejected: rejections(expectedAgain(made.expected))
    });
    expect(await dump(name)).toMatchObject({ tracks, meta });
    expect(await history.listening()).toEqual(listening);
  });

  it('stores nothing personal', async () => {
    const name = freshName();
    const history = freshHistory(name);
    const old = spotifyZip({ rows: 1500, seed: 23, style: 'endsong' });
    await importInto(
      history,
      file(made.bytes),
      file(old.bytes, 'old.zip'),
      file(accountDataZip(), 'account.zip')
    );
    const texts = strings(await dump(name));
    expect(texts.length).toBeGreaterThan(500);
    for (const value of [
      ...PERSONAL,
      'sentinel',
      '@example.org',
      'platform',
      'ip_addr',
      'conn_country',
      'offline_timestamp'
    ]) {
      expect(texts.filter((text) => text.includes(value))).toEqual([]);
    }
  });

  it('gives the same history for the same files in any order, at once or one by one', async () => {
    const { files } = spotifyRows({ rows: 600, seed: 24 });
    const parts = files.flatMap(({ rows }) => [rows.slice(0, 150), rows.slice(150)]);
    const all = parts.map((rows, i) => file(rowsToJson(rows), `endsong_${i}.json`));
    const reference = freshHistory();
    await importInto(reference, ...all);
    const expected = await reference.listening();
    const orders = fc.tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.nat({ max: all.length }));
    await fc.assert(
      fc.asyncProperty(orders, async ([order, cut]) => {
        const history = freshHistory();
        await importInto(history, ...order.slice(0, cut));
        await importInto(history, ...order.slice(cut));
        expect(await history.listening()).toEqual(expected);
        expect((await history.plays()).map(({ id }) => id)).toEqual(
          (await reference.plays()).map(({ id }) => id)
        );
      }),
      { numRuns: 8 }
    );
  });

  it('and another one at the same time both arrive', async () => {
    const name = freshName();
    const [one, two, three] = [freshHistory(name), freshHistory(name), freshHistory(name)];
    await Promise.all([
      importInto(one, file(made.bytes)),
      importInto(two, file(other.bytes)),
      importInto(three, file(made.bytes))
    ]);
    const reference = freshHistory();
    await importInto(reference, file(other.bytes), file(made.bytes));
    expect(await one.listening()).toEqual(await reference.listening());
    expect(await one.imports()).toHaveLength(3);
    expect((await one.summary()).plays).toBe((await reference.summary()).plays);
  });
});

describe('an import that is cancelled', () => {
  it('stores nothing, whenever that happens', async () => {
    const name = freshName();
    const history = freshHistory(name);
    await importInto(history, file(other.bytes));
    const before = await dump(name);
    const pieces = await countPieces();
    // The last piece is the beginning of the saving.
    for (const stopAt of [1, Math.ceil(pieces / 2), pieces]) {
      const controller = new AbortController();
      let seen = 0;
      const importing = importFiles([file(made.bytes)], history, {
        signal: controller.signal,
        onProgress: () => {
          if (++seen === stopAt) controller.abort();
        }
      });
      await expect(importing).rejects.toMatchObject({ name: 'AbortError' });
      expect(await dump(name)).toEqual(before);
    }
  });

  it('while it waits for another one stores nothing', async () => {
    const name = freshName();
    const history = freshHistory(name);
    const reason = new Error('no longer');
    await navigator.locks.request(name, async () => {
      const controller = new AbortController();
      const importing = importFiles([file(made.bytes)], history, {
        signal: controller.signal,
        onProgress: ({ phase }) => {
          if (phase === 'saving')
            setTimeout(() => {
              controller.abort(reason);
            }, 50);
        }
      });
      await expect(importing).rejects.toBe(reason);
    });
    expect((await history.summary()).revision).toBe(0);
  });

  it('in the middle of its transaction stores nothing', async () => {
    const name = freshName();
    const history = freshHistory(name);
    await history.addSample(1, inventedMusic);
    const before = await dump(name);
    const controller = new AbortController();
    interceptPuts((count) => {
      if (count === 10) controller.abort();
    });
    const importing = importFiles([file(made.bytes)], history, { signal: controller.signal });
    await expect(importing).rejects.toMatchObject({ name: 'AbortError' });
    expect(await dump(name)).toEqual(before);
  });

  async function countPieces(): Promise<number> {
    let pieces = 0;
    await importFiles([file(made.bytes)], freshHistory(), { onProgress: () => pieces++ });
    return pieces;
  }
});

describe('a full disk', () => {
  it('loses nothing, and says so', async () => {
    const name = freshName();
    const history = freshHistory(name);
    await history.addSample(1, inventedMusic);
    await history.giveFeedback({ kind: 'like', subject: 'x', givenAt: 1 });
    const before = await dump(name);
    const restore = interceptPuts((count) => {
      if (count === 12) throw new DOMException('full', 'QuotaExceededError');
    });
    const failure: unknown = await importInto(history, file(made.bytes)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StorageError);
    expect(failure).toMatchObject({ code: 'full' });
    expect(await dump(name)).toEqual(before);
    restore();
    await importInto(history, file(made.bytes));
    expect((await history.summary()).plays).toBe(made.expected.plays);
  });
});

describe('hostile files', () => {
  it('of 400 MB of blanks are refused or found empty soon, packed or not, and others are kept', async () => {
    const blanks = new Uint8Array(1024 * 1024).fill(0x20);
    const loose = new File(
      Array.from({ length: 400 }, () => blanks),
      'blanks.json'
    );
    const bomb = file(bombZip(), 'bomb.zip');
    const history = freshHistory();
    const started = performance.now();
    const { files } = await importInto(history, bomb, file(other.bytes));
    expect(performance.now() - started).toBeLessThan(4000);
    expect(files[0]).toMatchObject({ records: 0, problems: [{ code: 'bomb' }] });
    expect(counts(files).plays).toBe(other.expected.plays);
    const found = await importInto(history, loose);
    expect(found.files).toMatchObject([{ path: 'blanks.json', records: 0, problems: [{ code: 'empty' }] }]);
  });

  it('cannot add properties to objects or run anything', async () => {
    const rows =
      '[{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}},{"ts":"2024-03-09T19:04:11Z","ms_played":200000,"master_metadata_track_name":"__proto__","master_metadata_album_artist_name":"__proto__"}]';
    const history = freshHistory();
    await importInto(history, file(rows, 'endsong_0.json'));
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect((await history.listening()).songs).toMatchObject([{ artist: '__proto__', title: '__proto__' }]);
  });
});

/** Calls `before` with a running number before every write of this page. Returns what ends it, which the test does too. */
function interceptPuts(before: (count: number) => void): () => void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its object below
  const { put } = IDBObjectStore.prototype;
  let count = 0;
  IDBObjectStore.prototype.put = function (...args: Parameters<typeof put>) {
    before(++count);
    return put.apply(this, args);
  };
  const restore = () => {
    IDBObjectStore.prototype.put = put;
  };
  onTestFinished(restore);
  return restore;
}

/** Every text in a value, keys included. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(strings);
  if (ArrayBuffer.isView(value) || typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...strings(inner)]);
}
