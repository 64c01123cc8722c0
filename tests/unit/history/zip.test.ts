import { zipSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { importFiles } from '../../../src/lib/history/import.ts';
import {
  accountDataZip,
  bombZip,
  longNameZip,
  rowsToJson,
  spotifyRows,
  spotifyZip,
  streamedZip,
  sumExpected,
  truncatedZip,
  zipOf
} from '../../fixtures/spotify.ts';
import { InMemoryHistory, counts, expectedCounts, problemCodes } from './in-memory.ts';

const made = spotifyRows({ rows: 400, seed: 2 });
const [firstFile, secondFile] = made.files;
if (!firstFile || !secondFile) throw new Error('no fixture');
const AUDIO = 'Streaming_History_Audio_2020_0.json';

async function importAll(...files: [name: string, content: BlobPart][]) {
  const history = new InMemoryHistory();
  const report = await importFiles(
    files.map(([name, content]) => new File([content], name)),
    history
  );
  for (const { records, plays, skips, rejected } of report.files) {
    expect(records).toBe(plays + skips + Object.values(rejected).reduce((a, b) => a + b));
  }
  for (const [name] of files) {
    expect(report.files.some(({ path }) => path === name || path.startsWith(`${name}/`))).toBe(true);
  }
  return { files: report.files, listening: history.listening() };
}

describe('a zip', () => {
  it('leaves out what macOS adds, directories, and files that are no history, without a word', async () => {
    const { files } = await importAll([
      'my data.zip',
      zipOf({
        '__MACOSX/._x.json': strToU8('[{"ts":"x","ms_played":1}]'),
        'a/._Streaming_History_Audio_2020_0.json': strToU8('junk'),
        'a/': new Uint8Array(),
        'a/ReadMe.pdf': strToU8('%PDF'),
        'a/Userdata.json': strToU8('{"email":"x"}'),
        [`a/${AUDIO}`]: rowsToJson(firstFile.rows)
      })
    ]);
    expect(files).toMatchObject([
      { path: `my data.zip/a/${AUDIO}`, problems: [{ code: 'near_duplicates' }] }
    ]);
  });

  it('can lie within zips, five deep but not six', async () => {
    let bytes = zipOf({ [AUDIO]: rowsToJson(firstFile.rows) });
    for (let depth = 2; depth <= 5; depth++) bytes = zipOf({ [`depth-${depth}.zip`]: bytes });
    const { files } = await importAll(['1.zip', bytes]);
    expect(files).toMatchObject([
      { path: `1.zip/depth-5.zip/depth-4.zip/depth-3.zip/depth-2.zip/${AUDIO}`, records: 200 }
    ]);

    const deeper = await importAll([
      '0.zip',
      zipOf({ 'depth-6.zip': bytes, [AUDIO]: rowsToJson(secondFile.rows) })
    ]);
    expect(problemCodes(deeper.files)).toContain('too_deep');
    expect(counts(deeper.files).records).toBe(200);
  });

  it('with names that point outside keeps the other files', async () => {
    const { files } = await importAll([
      'x.zip',
      zipOf({
        '../../etc/Streaming_History_Audio_1.json': rowsToJson(secondFile.rows),
        '..\\Streaming_History_Audio_2.json': rowsToJson(secondFile.rows),
        '/Streaming_History_Audio_3.json': rowsToJson(secondFile.rows),
        [AUDIO]: rowsToJson(firstFile.rows)
      })
    ]);
    expect(problemCodes(files).filter((code) => code === 'unsafe_path')).toHaveLength(3);
    expect(counts(files)).toEqual(expectedCounts(firstFile.expected));
  });

  it.each([
    ['encrypted', (bytes: Uint8Array<ArrayBuffer>) => patchHeaders(bytes, 6, 8, (flags) => flags | 1)],
    ['unknown_compression', (bytes: Uint8Array<ArrayBuffer>) => patchHeaders(bytes, 8, 10, () => 93)]
  ])('with a member that is refused as %s keeps the others', async (code, patch) => {
    const bytes = zipSync({
      'locked/Streaming_History_Audio_1.json': rowsToJson(secondFile.rows),
      [AUDIO]: rowsToJson(firstFile.rows)
    });
    const { files } = await importAll(['x.zip', patch(bytes)]);
    expect(files[0]).toMatchObject({
      path: 'x.zip/locked/Streaming_History_Audio_1.json',
      records: 0,
      problems: [{ code }]
    });
    expect(counts(files)).toEqual(expectedCounts(firstFile.expected));
  });

  it('with a damaged member keeps what came before the damage, and the others', async () => {
    const big = spotifyRows({ rows: 6000, seed: 4 }).files[0];
    const bytes = zipSync({
      'a/Streaming_History_Audio_1.json': rowsToJson(big?.rows ?? []),
      [AUDIO]: rowsToJson(firstFile.rows)
    });
    bytes.fill(0xff, 60_000, 60_200);
    const { files } = await importAll(['x.zip', bytes]);
    expect(problemCodes(files)).toContain('damaged');
    expect(files[0]?.records).toBeGreaterThan(500);
    expect(files[1]?.records).toBe(200);
  });

  it('whose headers lie about sizes is read by its bytes, and said to be damaged', async () => {
    const bytes = zipSync({ [AUDIO]: rowsToJson(firstFile.rows) });
    const { files } = await importAll(['x.zip', patchHeaders(bytes, 22, 24, () => 100)]);
    expect(problemCodes(files)).toContain('damaged');
    expect(files[0]?.records).toBeGreaterThanOrEqual(firstFile.rows.length - 1);
  });

  it.each([0, 8] as const)('in which bytes were changed is said to be damaged (method %i)', async (level) => {
    const bytes = zipSync({ [AUDIO]: [rowsToJson(firstFile.rows), { level: level === 0 ? 0 : 6 }] });
    const changed = bytes.slice();
    changed[200] = (changed[200] ?? 0) ^ 1;
    expect(problemCodes((await importAll(['x.zip', bytes])).files)).not.toContain('damaged');
    expect(problemCodes((await importAll(['x.zip', changed])).files)).toContain('damaged');
  });

  it('with more than 3,000 files is read up to there', async () => {
    const members = Object.fromEntries(Array.from({ length: 3050 }, (_, i) => [`${i}.txt`, strToU8('x')]));
    const { files } = await importAll(['x.zip', zipOf({ [AUDIO]: rowsToJson(firstFile.rows), ...members })]);
    expect(problemCodes(files)).toContain('too_many_files');
    expect(counts(files).records).toBe(200);
  });

  it('with endless names is reported with short ones', async () => {
    const { files, listening } = await importAll(['x.zip', longNameZip()]);
    expect(files).toMatchObject([{ plays: 1 }]);
    expect(files[0]?.path).toHaveLength(300);
    expect(Array.from(listening.songs[0]?.title ?? '')).toHaveLength(300);
  });
});

describe('a zip that was cut off', () => {
  it.each([0.1, 0.5, 0.9])('after %d of its bytes gives the records before the cut', async (share) => {
    const whole = spotifyZip({ rows: 3000, seed: 1 });
    const { files, listening } = await importAll(['cut.zip', truncatedZip({ rows: 3000, seed: 1, share })]);
    expect(files.at(-1)).toMatchObject({ path: 'cut.zip', problems: [{ code: 'truncated' }] });
    expect(files.at(-2)?.problems.map(({ code }) => code)).toContain('truncated');
    const { records } = counts(files);
    expect(records / whole.expected.records).toBeGreaterThan(share - 0.1);
    expect(records / whole.expected.records).toBeLessThan(share + 0.15);
    expect(listening.songs.length).toBeGreaterThan(10);
  });

  it('and had its sizes behind its members is read as well', async () => {
    const json = rowsToJson(firstFile.rows);
    const bytes = streamedZip(AUDIO, (push) => {
      push(json);
    });
    const whole = await importAll(['x.zip', bytes]);
    expect(counts(whole.files)).toEqual(expectedCounts(firstFile.expected));
    const cut = await importAll(['x.zip', bytes.slice(0, -60)]);
    expect(problemCodes(cut.files)).toContain('truncated');
    expect(counts(cut.files)).toEqual(expectedCounts(firstFile.expected));
  });

  it('right at its beginning, or that is none at all, is called damaged', async () => {
    for (const content of [
      truncatedZip({ share: 0 }).slice(0, 4),
      strToU8('PK\u0003\u0004 this is no zip')
    ]) {
      const padded = Uint8Array.of(0x50, 0x4b, 3, 4, ...content);
      const { files } = await importAll(['x.zip', padded]);
      expect(files).toMatchObject([{ path: 'x.zip', problems: [{ code: 'damaged' }] }]);
    }
  });
});

describe('a bomb', () => {
  const bytes = bombZip({ megabytes: 120 });

  it('is refused soon, and the files beside it are kept', async () => {
    const started = performance.now();
    const { files } = await importAll(['bomb.zip', bytes], [AUDIO, rowsToJson(firstFile.rows)]);
    expect(performance.now() - started).toBeLessThan(3000);
    expect(files[0]?.problems).toMatchObject([{ code: 'bomb' }]);
    expect(counts(files)).toEqual(expectedCounts(firstFile.expected));
  });

  it('is refused within a zip within a zip', async () => {
    const { files } = await importAll([
      'outer.zip',
      zipOf({ 'inner.zip': bytes, [AUDIO]: rowsToJson(firstFile.rows) })
    ]);
    expect(problemCodes(files)).toContain('bomb');
  });

  it('that is cut off is refused as well', async () => {
    const { files } = await importAll(['bomb.zip', bytes.slice(0, -1000)]);
    expect(problemCodes(files)).toContain('bomb');
  });

  it('of blanks that is not packed ends as a file without records', async () => {
    const blanks = new Blob(Array.from({ length: 100 }, () => new Uint8Array(1024 * 1024).fill(0x20)));
    const { files } = await importAll(['blanks.json', blanks]);
    expect(files).toMatchObject([{ path: 'blanks.json', problems: [{ code: 'empty' }] }]);
    expect(files[0]?.problems[0]?.message).toContain('no listening records in it');
  });
});

describe('a file that is of no use', () => {
  const account = accountDataZip();

  it.each<[string, BlobPart, string]>([
    ['StreamingHistory3.json', '[]', 'short_download'],
    ['only-library.zip', zipOf({ 'YourLibrary.json': strToU8('{"tracks":[]}') }), 'wrong_download'],
    ['photo.jpg', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0, 1, 2, 3), 'unknown_format'],
    ['notes.txt', 'hello', 'unknown_format'],
    ['object.json', '{"ts":"2024-03-09T19:04:11Z","ms_played":1}', 'unknown_format'],
    ['photos.zip', zipOf({ 'a.jpg': Uint8Array.of(1, 2, 3) }), 'unknown_format'],
    ['nothing.json', '', 'empty'],
    ['white.json', ' \n\t', 'empty'],
    ['nothing.zip', zipOf({}), 'empty'],
    ['one byte', 'x', 'unknown_format']
  ])('%s is explained', async (name, content, code) => {
    const { files } = await importAll([name, content]);
    expect(files).toMatchObject([{ path: name, records: 0, problems: [{ code }] }]);
  });

  it('does not stop the next one', async () => {
    const { files } = await importAll(['photo.jpg', 'x'], [AUDIO, rowsToJson(firstFile.rows)], ['empty', '']);
    expect(files.map(({ path }) => path)).toEqual(['photo.jpg', AUDIO, 'empty']);
    expect(counts(files)).toEqual(expectedCounts(firstFile.expected));
  });

  it('of Spotify, of which a part is, says which download to ask for', async () => {
    const { files } = await importAll(['my_spotify_data.zip', account]);
    const message = files[0]?.problems[0]?.message;
    for (const words of [
      'Account data',
      'Extended streaming history',
      'spotify.com/account/privacy',
      '30 days'
    ]) {
      expect(message).toContain(words);
    }
  });

  it('that the browser cannot read is reported', async () => {
    const file = new File(['x'], 'gone.json');
    file.stream = () => {
      throw new DOMException('gone', 'NotReadableError');
    };
    const { files } = await importFiles([file], new InMemoryHistory());
    expect(files).toMatchObject([{ path: 'gone.json', problems: [{ code: 'unreadable' }] }]);
  });
});

describe('an import', () => {
  it('can be cancelled at any piece, and gives the reason', async () => {
    const { bytes } = spotifyZip({ rows: 3000, seed: 1 });
    for (const stopAt of [1, 2, 4, 6]) {
      const controller = new AbortController();
      let seen = 0;
      const importing = importFiles([new File([bytes], 'x.zip')], new InMemoryHistory(), {
        signal: controller.signal,
        onProgress: () => {
          if (++seen === stopAt) controller.abort(new Error('enough'));
        }
      });
      // In memory nothing is saved after the end: an abort that comes too late for the files is not noticed.
      await importing.then(
        () => {
          expect(seen).toBeLessThanOrEqual(stopAt + 2);
        },
        (error: unknown) => {
          expect(error).toEqual(new Error('enough'));
        }
      );
    }
  });

  it('tells how far it is, never backwards', async () => {
    const { bytes, expected } = spotifyZip({ rows: 3000, seed: 1 });
    const seen: [index: number, bytes: number, records: number, phase: string][] = [];
    await importFiles([new File([bytes], 'x.zip'), new File(['{}'], 'y.json')], new InMemoryHistory(), {
      onProgress: ({ fileIndex, bytesRead, bytesTotal, fileCount, records, phase }) => {
        expect(fileCount).toBe(2);
        expect(bytesRead).toBeLessThanOrEqual(bytesTotal);
        seen.push([fileIndex, bytesRead, records, phase]);
      }
    });
    for (const [i, [index, read, records]] of seen.entries()) {
      const [indexBefore, readBefore, recordsBefore] = seen[i - 1] ?? [0, 0, 0];
      expect(index).toBeGreaterThanOrEqual(indexBefore);
      if (index === indexBefore) expect(read).toBeGreaterThanOrEqual(readBefore);
      expect(records).toBeGreaterThanOrEqual(recordsBefore);
    }
    expect(seen).toContainEqual([0, bytes.length, expected.records, 'reading']);
    expect(seen.at(-1)).toEqual([1, 2, expected.records, 'saving']);
  });

  it('sums up several files', async () => {
    const parts = made.files.map(({ path, rows }): [string, BlobPart] => [
      path.split('/').at(-1) ?? '',
      rowsToJson(rows)
    ]);
    const { files } = await importAll(...parts);
    expect(counts(files)).toEqual(expectedCounts(sumExpected(made.files.map(({ expected }) => expected))));
  });
});

/** Changes a 16-bit field of the first member, in its own header and in the table of contents. */
function patchHeaders(
  original: Uint8Array<ArrayBuffer>,
  inLocal: number,
  inCentral: number,
  change: (value: number) => number
): Uint8Array<ArrayBuffer> {
  const bytes = original.slice();
  const view = new DataView(bytes.buffer);
  let central = 0;
  while (view.getUint32(central, true) !== 0x02014b50) central++;
  for (const at of [inLocal, central + inCentral]) view.setUint16(at, change(view.getUint16(at, true)), true);
  return bytes;
}
