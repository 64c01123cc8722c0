import { strToU8, zipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import { importFiles } from '../../../src/lib/history/import.ts';
import { type SecondReader, readShare } from '../../../src/lib/history/import/second-reader.ts';
import type { ImportProgress } from '../../../src/lib/history/types.ts';
import { loadSamples } from '../../bench/fuzz/samples.ts';
import { hostileZips } from '../../fixtures/hostile-zips.ts';
import { rowsToJson, spotifyRows } from '../../fixtures/spotify.ts';
import { InMemoryHistory, jsonFile } from './in-memory.ts';

// Otherwise only large files would be shared.
vi.mock('../../../src/lib/history/limits.ts', async (original) => ({
  ...(await original<object>()),
  SHARED_FROM_BYTES: 1
}));

/** Cut into more files than Spotify does. */
const files = spotifyRows({ rows: 1000, seed: 5 }).files.flatMap(({ path, rows }) =>
  Array.from({ length: Math.ceil(rows.length / 100) }, (_, i) => ({
    path: path.replace('.json', `_${i}.json`),
    rows: rows.slice(100 * i, 100 * (i + 1))
  }))
);
const samples = await loadSamples();
const members = Object.fromEntries(files.map(({ path, rows }) => [path, rowsToJson(rows)]));
const [firstPath = '', secondPath = ''] = Object.keys(members);
const lastPath = Object.keys(members).at(-1) ?? '';

function zip(...changes: Record<string, Uint8Array>[]): File {
  return new File([zipSync(Object.assign({}, members, ...changes) as typeof members)], 'my_data.zip');
}

/** A second reader without a thread, which counts how often its work was of use. */
function second(change: Partial<SecondReader> = {}) {
  const used = { reads: 0, ends: 0 };
  const open = (): SecondReader => ({
    read: async (...args) => {
      const reading = await readShare(...args);
      if (reading) used.reads++;
      return structuredClone(reading);
    },
    end: () => {
      used.ends++;
    },
    ...change
  });
  return { used, open };
}

async function read(chosen: File[], openSecond?: () => SecondReader) {
  const history = new InMemoryHistory();
  const options = { timeZone: 'Europe/Berlin', ...(openSecond && { openSecond }) };
  const report = await importFiles(chosen, history, options);
  return { report, rows: history.rows(), listening: history.listening() };
}

async function expectSame(chosen: File[]) {
  const { used, open } = second();
  expect(await read(chosen, open)).toEqual(await read(chosen));
  return used;
}

describe('two readers read as one', () => {
  it('the members of a zip', async () => {
    expect(await expectSame([zip()])).toEqual({ reads: 1, ends: 1 });
  });

  it('several files, the same one twice among them', async () => {
    const loose = files.map(({ path, rows }) => jsonFile(path, rows));
    expect(await expectSame(loose)).toEqual({ reads: 1, ends: 1 });
    expect(await expectSame([zip(), zip(), ...loose])).toEqual({ reads: 1, ends: 1 });
  });

  it.each([firstPath, secondPath, lastPath])('a zip with %s broken', async (path) => {
    const whole = members[path] ?? new Uint8Array();
    for (const broken of [whole.slice(0, whole.length / 2), strToU8('nothing'), new Uint8Array()])
      expect((await expectSame([zip({ [path]: broken })])).ends).toBe(1);
  });

  it.each(hostileZips)('a zip with $what', async ({ make }) => {
    await expectSame([new File([make()], 'x.zip')]);
  });

  it.each(samples)('$format, before and behind something else', async ({ name, bytes }) => {
    await expectSame([new File([bytes], name), zip(), new File([bytes], name)]);
    await expectSame([zip({ [`a/${name}`]: bytes, [`z/${name}`]: bytes })]);
  });

  it('a zip of something else', async () => {
    const other = { 'a.txt': strToU8('a'.repeat(900)), 'b/b.txt': strToU8('b'.repeat(900)) };
    await expectSame([new File([zipSync(other)], 'other.zip')]);
  });
});

it('reads alone where the second reader breaks', async () => {
  const { used, open } = second({ read: () => Promise.reject(new Error('broken')) });
  expect(await read([zip()], open)).toEqual(await read([zip()]));
  expect(used.ends).toBe(1);
});

it.each(['at once', 'while both read', 'while the second reads'])('stops when cancelled %s', async (when) => {
  const controller = new AbortController();
  let records = 0;
  const onProgress = (progress: { records: number }) => {
    records = progress.records;
    if (when === 'while both read' && records > 0) controller.abort();
  };
  const { used, open } = second({
    read: () => {
      if (when === 'while the second reads')
        setTimeout(() => {
          controller.abort();
        }, 500);
      return new Promise(() => undefined);
    }
  });
  if (when === 'at once') controller.abort();
  const history = { save: vi.fn() };
  const importing = importFiles([zip()], history, {
    signal: controller.signal,
    onProgress,
    openSecond: open
  });
  await expect(importing).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  expect(used.ends).toBe(1);
  expect(history.save).not.toHaveBeenCalled();
});

it('tells how far both have got', async () => {
  const seen: ImportProgress[] = [];
  const chosen = [zip(), zip(), zip()];
  const { report } = await read(chosen);
  await importFiles(chosen, new InMemoryHistory(), {
    openSecond: second().open,
    onProgress: (progress) => seen.push(progress)
  });
  expect(seen.map(({ records }) => records)).toEqual(
    seen.map(({ records }) => records).toSorted((a, b) => a - b)
  );
  expect(seen.map(({ fileIndex }) => fileIndex)).toEqual(
    seen.map(({ fileIndex }) => fileIndex).toSorted((a, b) => a - b)
  );
  expect(seen.at(-1)).toMatchObject({
    phase: 'saving',
    bytesRead: chosen[0]?.size,
    records: report.files.reduce((sum, file) => sum + file.records, 0)
  });
});
