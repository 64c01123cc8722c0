import { describe, expect, it } from 'vitest';
import { importFiles } from '../../../src/lib/history/import.ts';
import { songKey } from '../../../src/lib/history/index.ts';
import { expectedAgain, rowsToJson, spotifyRows, spotifyZip } from '../../fixtures/spotify.ts';
import { InMemoryHistory, counts, expectedCounts, jsonFile, problemCodes } from './in-memory.ts';

const NAME = 'Streaming_History_Audio_2024_0.json';

const honest = {
  ts: '2024-03-09T19:04:11Z',
  platform: 'android',
  ms_played: 201_440,
  conn_country: 'GB',
  ip_addr: 'x',
  master_metadata_track_name: 'Paper Lantern',
  master_metadata_album_artist_name: 'Quiet Harbour',
  master_metadata_album_album_name: 'Slow Tide',
  spotify_track_uri: 'spotify:track:0aB1cD2eF3gH4iJ5kL6mN7',
  episode_name: null,
  reason_start: 'trackdone',
  reason_end: 'trackdone',
  skipped: false,
  offline_timestamp: 1710011050,
  incognito_mode: false
};

async function importRows(...rows: unknown[]) {
  const history = new InMemoryHistory();
  const { files } = await importFiles([jsonFile(NAME, rows)], history);
  const [report] = files;
  if (!report) throw new Error('no report');
  return { report, listening: history.listening() };
}

describe('a row', () => {
  it('becomes a play that starts when it ended minus the time heard', async () => {
    const { report, listening } = await importRows(honest);
    expect(report).toMatchObject({
      path: NAME,
      format: 'spotify-extended',
      records: 1,
      plays: 1,
      skips: 0,
      problems: []
    });
    expect(listening.startedAt).toEqual(Float64Array.of(Date.UTC(2024, 2, 9, 19, 4, 11) - 201_440));
    expect(listening.songs).toEqual([
      {
        key: songKey('Quiet Harbour', 'Paper Lantern'),
        artist: 'Quiet Harbour',
        title: 'Paper Lantern',
        album: 'Slow Tide',
        uri: 'spotify:track:0aB1cD2eF3gH4iJ5kL6mN7'
      }
    ]);
  });

  it.each([0, 1, 29_999])('is a skip after %i ms, whatever its flag says', async (ms_played) => {
    const { report, listening } = await importRows({ ...honest, ms_played, skipped: false });
    expect(report).toMatchObject({ plays: 0, skips: 1 });
    expect(listening.skipped).toEqual(Uint8Array.of(1));
  });

  it('is a play from 30 s on, also when it is marked as skipped', async () => {
    const { report } = await importRows({ ...honest, ms_played: 30_000, skipped: true });
    expect(report).toMatchObject({ plays: 1, skips: 0 });
  });

  it.each([
    ['malformed', null],
    ['malformed', 7],
    ['malformed', 'text'],
    ['malformed', [{}]],
    ['malformed', { ts: undefined }],
    ['malformed', { ts: 1_710_011_051_000 }],
    ['malformed', { ts: '2024-02-30T19:04:11Z' }],
    ['malformed', { ts: '2024-03-09T19:04:11+00:00' }],
    ['malformed', { ts: '1999-12-31T23:59:59Z' }],
    ['malformed', { ts: '2000-01-01T00:00:00Z' }],
    ['malformed', { ts: '2035-01-01T00:00:00Z' }],
    ['malformed', { ms_played: -1 }],
    ['malformed', { ms_played: 0.5 }],
    ['malformed', { ms_played: '201440' }],
    ['malformed', { ms_played: null }],
    ['malformed', { ms_played: 86_400_001 }],
    ['malformed', { ms_played: 1e300 }],
    ['malformed', { master_metadata_track_name: 42 }],
    ['malformed', { master_metadata_album_artist_name: {} }],
    ['malformed', { spotify_track_uri: [] }],
    ['malformed', { incognito_mode: 'true' }],
    ['malformed', { episode_name: 5 }],
    ['not_music', { episode_name: 'One' }],
    ['not_music', { episode_show_name: 'Show', master_metadata_track_name: null }],
    ['not_music', { spotify_episode_uri: 'spotify:episode:x' }],
    ['not_music', { audiobook_title: 'Book' }],
    ['not_music', { audiobook_chapter_uri: 'spotify:episode:x', incognito_mode: true }],
    ['no_title', { master_metadata_track_name: null }],
    ['no_title', { master_metadata_album_artist_name: null, incognito_mode: true }],
    ['no_title', { master_metadata_track_name: ' \u200b' }],
    ['no_title', { master_metadata_track_name: undefined }],
    ['private', { incognito_mode: true }]
  ])('is %s with %j', async (reason, fields) => {
    const row =
      typeof fields === 'object' && fields !== null && !Array.isArray(fields)
        ? { ...honest, ...fields }
        : fields;
    const { report } = await importRows(honest, row);
    expect(report).toMatchObject({ records: 2, plays: 1, rejected: { [reason]: 1 } });
  });

  it.each([
    { ts: '2034-12-31T23:59:59Z' },
    { ts: '2000-01-01T00:00:00Z', ms_played: 0 },
    { ts: '2024-03-09T19:04:11.250Z' },
    { ms_played: 86_400_000 },
    { incognito_mode: null, episode_name: '', audiobook_title: undefined },
    { reason_end: null, skipped: null, offline_timestamp: null }
  ])('is taken with %j', async (fields) => {
    const { report } = await importRows({ ...honest, ...fields });
    expect(report.plays + report.skips).toBe(1);
  });

  it('keeps only addresses that look like Spotify tracks', async () => {
    const { listening } = await importRows(
      { ...honest, spotify_track_uri: 'spotify:local:Quiet+Harbour::Paper+Lantern:201' },
      { ...honest, master_metadata_track_name: 'Other', spotify_track_uri: 'javascript:alert(1)' }
    );
    expect(listening.songs.map((song) => song.uri)).toEqual([undefined, undefined]);
  });

  it('keeps names as text, cut where they are endless', async () => {
    const { listening } = await importRows(
      { ...honest, master_metadata_track_name: '<img src=x onerror=alert(1)>' },
      { ...honest, ts: '2024-03-10T19:04:11Z', master_metadata_album_artist_name: 'x'.repeat(100_000) },
      {
        ...honest,
        ts: '2024-03-11T19:04:11Z',
        master_metadata_album_artist_name: '__proto__',
        master_metadata_track_name: 'constructor'
      }
    );
    expect(listening.songs.map((song) => song.title)).toEqual([
      '<img src=x onerror=alert(1)>',
      'Paper Lantern',
      'constructor'
    ]);
    expect(listening.songs[1]?.artist).toBe('x'.repeat(299) + '…');
  });
});

describe('duplicates', () => {
  it('are rows equal in time, address and time heard', async () => {
    const { report } = await importRows(
      honest,
      { ...honest, platform: 'ios' },
      { ...honest, master_metadata_album_album_name: 'Other' }
    );
    expect(report).toMatchObject({ plays: 1, rejected: { duplicate: 2 }, problems: [] });
  });

  it('are found by artist and title where there is no address', async () => {
    const { report } = await importRows(
      { ...honest, spotify_track_uri: null },
      { ...honest, spotify_track_uri: null, master_metadata_track_name: 'PAPER  lantern' },
      { ...honest, spotify_track_uri: null, master_metadata_track_name: 'Paper Lanterns' }
    );
    expect(report).toMatchObject({ plays: 2, rejected: { duplicate: 1 } });
  });

  it('include the same play listed again with a clock that differs by seconds, and the report says so', async () => {
    const { report, listening } = await importRows({ ...honest, ts: '2024-03-09T19:04:31Z' }, honest, {
      ...honest,
      ts: '2024-03-09T19:04:40Z'
    });
    expect(report).toMatchObject({ plays: 1, rejected: { duplicate: 2 } });
    expect(report.problems).toEqual([
      { code: 'near_duplicates', message: expect.stringContaining('2 plays') as string }
    ]);
    expect(listening.startedAt).toEqual(Float64Array.of(Date.UTC(2024, 2, 9, 19, 4, 11) - 201_440));
  });

  it.each([
    ['30 s later', { ts: '2024-03-09T19:04:41Z' }, {}],
    [
      'with another address',
      { ts: '2024-03-09T19:04:21Z', spotify_track_uri: 'spotify:track:1111111111111111111111' },
      {}
    ],
    ['heard for another time', { ts: '2024-03-09T19:04:21Z', ms_played: 201_441 }, {}],
    [
      'without an address',
      { ts: '2024-03-09T19:04:21Z', spotify_track_uri: null },
      { spotify_track_uri: null }
    ],
    ['after the first one ended', { ts: '2024-03-09T19:04:16Z', ms_played: 5000 }, { ms_played: 5000 }]
  ])('do not include a play %s', async (_, second, both) => {
    const { report } = await importRows({ ...honest, ...both }, { ...honest, ...both, ...second });
    expect(report.rejected.duplicate).toBe(0);
    expect(report.plays + report.skips).toBe(2);
  });

  it('do not include different tracks that an offline device delivers with one time', async () => {
    const batch = ['1', '2', '3'].map((n) => ({
      ...honest,
      spotify_track_uri: `spotify:track:${n.repeat(22)}`,
      offline: true
    }));
    const { report } = await importRows(...batch);
    expect(report).toMatchObject({ plays: 3, rejected: { duplicate: 0 } });
  });
});

describe('a song', () => {
  it('joins re-releases and shows the variant that was played last', async () => {
    const again = {
      ...honest,
      ts: '2024-05-09T19:04:11Z',
      master_metadata_track_name: 'PAPER LANTERN',
      master_metadata_album_album_name: 'Best Of',
      spotify_track_uri: 'spotify:track:2222222222222222222222'
    };
    const { listening } = await importRows(again, honest);
    expect(listening.songs).toMatchObject([
      { title: 'PAPER LANTERN', album: 'Best Of', uri: 'spotify:track:2222222222222222222222' }
    ]);
    expect(listening.song).toEqual(Uint32Array.of(0, 0));
  });
});

describe('a file', () => {
  it.each([
    ['Streaming_History_Audio_2020-2021_3.json', 'plays'],
    ['endsong_0.json', 'plays'],
    ['my renamed file.txt', 'plays'],
    ['Streaming_History_Video_2020.json', 'not_music'],
    ['ENDVIDEO.json', 'not_music']
  ])('called %s is recognised; its rows are %s', async (name, as) => {
    const history = new InMemoryHistory();
    const { files } = await importFiles([jsonFile(name, [honest])], history);
    expect(files).toMatchObject([{ path: name, format: 'spotify-extended', records: 1 }]);
    expect(as === 'plays' ? files[0]?.plays : files[0]?.rejected.not_music).toBe(1);
  });

  it('that breaks off keeps its whole records', async () => {
    const text = JSON.stringify([honest, { ...honest, ts: '2024-03-10T19:04:11Z' }, honest], undefined, 2);
    const history = new InMemoryHistory();
    const { files } = await importFiles([jsonFile(NAME, text.slice(0, -200))], history);
    expect(files).toMatchObject([{ records: 2, plays: 2, problems: [{ code: 'truncated' }] }]);
  });

  it('with one broken record keeps the others', async () => {
    const text = JSON.stringify([honest, 'BROKEN', { ...honest, ts: '2024-03-10T19:04:11Z' }]).replace(
      '"BROKEN"',
      '{"ts":"2024-}'
    );
    const { files } = await importFiles([jsonFile(NAME, text)], new InMemoryHistory());
    expect(files).toMatchObject([{ records: 3, plays: 2, rejected: { malformed: 1 }, problems: [] }]);
  });

  it.each([
    ['utf-16le', [0xff, 0xfe]],
    ['utf-16be', [0xfe, 0xff]],
    ['utf-8', [0xef, 0xbb, 0xbf]]
  ])('in %s with a byte order mark is read', async (encoding, mark) => {
    const text = JSON.stringify([{ ...honest, master_metadata_track_name: '夜の図書館' }]);
    const history = new InMemoryHistory();
    const bytes = encoding === 'utf-8' ? Buffer.from(text) : Buffer.from(text, 'utf16le');
    if (encoding === 'utf-16be') bytes.swap16();
    const { files } = await importFiles([new File([Uint8Array.from(mark), bytes], NAME)], history);
    expect(files).toMatchObject([{ plays: 1, problems: [] }]);
    expect(history.listening().songs[0]?.title).toBe('夜の図書館');
  });

  it.each(['[]', ' [ ]\n'])('that holds %j has no listening records', async (text) => {
    const { files } = await importFiles([jsonFile(NAME, text)], new InMemoryHistory());
    expect(files).toMatchObject([{ format: 'spotify-extended', records: 0, problems: [{ code: 'empty' }] }]);
  });
});

describe.each(['current', 'endsong'] as const)('a whole export in the %s layout', (style) => {
  const made = spotifyZip({ rows: 4000, seed: 7, style });
  const file = () => new File([made.bytes], 'my_spotify_data.zip');

  it('gives the counts it was made with, file by file', async () => {
    const history = new InMemoryHistory();
    const { files } = await importFiles([file()], history);
    expect(files.map(({ path }) => path)).toEqual(
      made.files.map(({ path }) => `my_spotify_data.zip/${path}`)
    );
    for (const [i, report] of files.entries()) {
      const expected = made.files[i]?.expected;
      if (!expected) throw new Error('a report too many');
      expect(counts([report])).toEqual(expectedCounts(expected));
    }
    expect(problemCodes(files)).toEqual(['near_duplicates', 'near_duplicates']);
    expect(history.listening().songs).toHaveLength(made.songs);
  });

  it('adds nothing the second time, as a zip or as loose files', async () => {
    const history = new InMemoryHistory();
    await importFiles([file()], history);
    const before = history.listening();
    const loose = made.files.map(
      ({ path, rows }) => new File([rowsToJson(rows)], path.split('/').at(-1) ?? '')
    );
    for (const files of [[file()], loose, loose.toReversed()]) {
      const report = await importFiles(files, history);
      expect(counts(report.files)).toEqual(expectedCounts(expectedAgain(made.expected)));
      expect(history.listening()).toEqual(before);
    }
  });
});

it('makes the same fixtures from the same seed', () => {
  expect(spotifyRows({ rows: 300, seed: 5 })).toEqual(spotifyRows({ rows: 300, seed: 5 }));
});
