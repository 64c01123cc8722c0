import { zipSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  ACTIVITY_NAME,
  DAILY_NAME,
  type Line,
  csv,
  daily,
  honest,
  nested,
  sample
} from '../../../fixtures/samples/apple-music.ts';
import { claims, importAll } from './reading.ts';

const activityFile = (text: string) => new File([text], ACTIVITY_NAME);
const dailyFile = (...lines: Line[]) => new File([csv(lines)], DAILY_NAME);

/** What became of segments, given a file of daily tracks. */
async function importLines(lines: readonly Line[], tracks: readonly Line[] = [daily]) {
  const { files, plays } = await importAll([activityFile(csv(lines)), dailyFile(...tracks)]);
  const [report] = files;
  if (!report) throw new Error('no report');
  return { report, plays };
}

/** A segment of the honest song: ended at a time of 9 March 2024, with its length in seconds. */
const segment = (
  end: string,
  seconds: number,
  reason = 'PLAYBACK_MANUALLY_PAUSED',
  more: Line = {}
): Line => ({
  ...honest,
  'Event End Timestamp': `2024-03-09T${end}.000Z`,
  'Play Duration Milliseconds': seconds * 1000,
  'End Reason Type': reason,
  ...more
});

describe('a listen', () => {
  it('is taken with its start and its artist', async () => {
    const { report, plays } = await importLines([honest]);
    expect(report).toMatchObject({ format: 'apple-music', records: 1, plays: 1, problems: [] });
    expect(plays).toEqual([
      {
        artist: 'Quiet Harbour',
        title: 'Paper Lantern',
        album: 'Slow Tide',
        uri: undefined,
        startedAt: '2024-03-09T19:00:50.000Z',
        msPlayed: 201_000,
        skipped: false,
        source: 'apple-music'
      }
    ]);
  });

  it.each<[reason: string, fields: Line]>([
    ['malformed', { 'Event End Timestamp': '' }],
    ['malformed', { 'Event End Timestamp': '2024-02-30T19:04:11Z' }],
    ['malformed', { 'Event End Timestamp': '1970-01-01T00:00:00Z' }],
    ['malformed', { 'Play Duration Milliseconds': '' }],
    ['malformed', { 'Play Duration Milliseconds': -5 }],
    ['malformed', { 'Play Duration Milliseconds': 86_400_001 }],
    ['malformed', { 'Play Duration Milliseconds': 'x', 'Media Type': 'VIDEO' }],
    ['not_music', { 'Media Type': 'VIDEO' }],
    ['not_music', { 'Item Type': 'ORIGINAL_CONTENT_SHOWS', 'Media Duration In Milliseconds': 0 }],
    ['no_title', { 'Song Name': ' ' }],
    ['no_title', { 'Song Name': 'Nobody Knows' }]
  ])('is left out as %s: %j', async (reason, fields) => {
    const { report } = await importLines([honest, { ...honest, ...fields }]);
    expect(report).toMatchObject({ records: 2, plays: 1, rejected: { [reason]: 1 } });
  });

  it.each<[fields: Line, expected: object]>([
    [{ 'Play Duration Milliseconds': 29_999 }, { skipped: true }],
    [{ 'Event End Timestamp': '2024-03-09T19:04:11' }, { startedAt: '2024-03-09T19:00:50.000Z' }],
    [
      { 'Event End Timestamp': '2024-03-09T19:04:11.5Z', 'Play Duration Milliseconds': 500 },
      { startedAt: '2024-03-09T19:04:11.000Z' }
    ],
    [{ 'Item Type': 'USER_UPLOADED', 'Media Duration In Milliseconds': 9 }, { title: 'Paper Lantern' }],
    [{ 'Album Name': '' }, { album: undefined }]
  ])('with %j is taken as %j', async (fields, expected) => {
    expect((await importLines([{ ...honest, ...fields }])).plays).toMatchObject([expected]);
  });

  it('does not count lines that are no segments', async () => {
    const { report } = await importLines([
      { ...honest, 'Event Type': 'PLAY_START' },
      { ...honest, 'Event Type': 'LYRIC_DISPLAY', 'Event End Timestamp': '' },
      honest
    ]);
    expect(report).toMatchObject({ records: 1, plays: 1 });
  });
});

describe('segments', () => {
  const [first, second] = [segment('19:01:00', 60), segment('19:12:00', 120, 'NATURAL_END_OF_TRACK')];

  it.each(['SCRUB_BEGIN', 'PLAYBACK_MANUALLY_PAUSED', 'PLAYBACK_SUSPENDED', 'EXITED_APPLICATION'])(
    'are one listen when the first ended in %s',
    async (reason) => {
      const { report, plays } = await importLines([second, { ...first, 'End Reason Type': reason }]);
      expect(report).toMatchObject({ records: 1, plays: 1 });
      expect(plays).toMatchObject([{ startedAt: '2024-03-09T19:00:00.000Z', msPlayed: 180_000 }]);
    }
  );

  it('that only moved the playhead add no time', async () => {
    const { plays } = await importLines([
      segment('19:01:00', 60, 'SCRUB_BEGIN'),
      segment('19:01:05', 100, 'SCRUB_END'),
      segment('19:02:05', 60, 'NATURAL_END_OF_TRACK')
    ]);
    expect(plays).toMatchObject([{ startedAt: '2024-03-09T19:00:00.000Z', msPlayed: 120_000 }]);
  });

  it.each<[why: string, second: Line]>([
    ['half an hour apart', segment('19:33:00', 120)],
    ['of two pieces', { ...second, 'Song Name': 'Tide' }],
    ['on two albums', { ...second, 'Album Name': 'Live' }],
    ['on two devices', { ...second, 'Device Identifier': 'other' }]
  ])('%s are two listens', async (_, other) => {
    const { report } = await importLines([first, other]);
    expect(report.records).toBe(2);
  });

  it('are joined up to half an hour apart', async () => {
    expect((await importLines([first, segment('19:32:59', 120)])).report.records).toBe(1);
  });

  it('are two listens after the first has been played to its end, or with another piece between them', async () => {
    const ended = { ...first, 'End Reason Type': 'NATURAL_END_OF_TRACK' };
    expect((await importLines([ended, second])).report.records).toBe(2);
    const between = segment('19:05:00', 60, 'TRACK_SKIPPED_FORWARDS', { 'Song Name': 'Tide' });
    expect((await importLines([first, between, second])).report.records).toBe(3);
  });

  it('on two devices at once do not part each other', async () => {
    const other = segment('19:03:00', 60, 'PLAYBACK_MANUALLY_PAUSED', { 'Device Identifier': 'other' });
    expect((await importLines([first, other, second])).report.records).toBe(2);
  });
});

describe('the artist', () => {
  const track = (description: string, date: number): Line => ({
    ...daily,
    'Track Description': description,
    'Date Played': date
  });

  it.each<[how: string, tracks: Line[], artist: string | undefined]>([
    [
      'is the one of the day',
      [track('A - Paper Lantern', 20240309), track('B - Paper Lantern', 20240310)],
      'A'
    ],
    [
      'can be that of the day before',
      [track('A - Paper Lantern', 20240308), track('B - Paper Lantern', 20240301)],
      'A'
    ],
    ['can be that of the day after', [track('A - PAPER  lantern', 20240310)], 'A'],
    ['can be the only one there is', [track('A - Paper Lantern', 20200101)], 'A'],
    [
      'is not guessed between two of a day',
      [track('A - Paper Lantern', 20240309), track('B - Paper Lantern', 20240309)],
      undefined
    ],
    [
      'is not guessed between two of other days',
      [track('A - Paper Lantern', 2020_01_01), track('B - Paper Lantern', 20200102)],
      undefined
    ],
    [
      'is the same however it is written',
      [track('a - Paper Lantern', 20240309), track('A - Paper Lantern', 20240309)],
      'a'
    ],
    [
      'is not that of a film',
      [{ ...track('A - Paper Lantern', 20240309), 'Media type': 'VIDEO' }, track('B - Other', 20240309)],
      undefined
    ],
    ['needs a day', [track('A - Paper Lantern', 20240230), track('B - Other', 20240309)], undefined]
  ])('%s', async (_, tracks, artist) => {
    const { report, plays } = await importLines([honest], tracks);
    expect(plays.map((play) => play.artist)).toEqual(artist === undefined ? [] : [artist]);
    expect(report.problems.map(({ code }) => code)).toEqual(artist === undefined ? ['artists_unknown'] : []);
  });

  it('ends at the first dash', async () => {
    const { plays } = await importLines(
      [{ ...honest, 'Song Name': 'Tide - Part 2' }],
      [track('A - Tide - Part 2', 20240309)]
    );
    expect(plays).toMatchObject([{ artist: 'A', title: 'Tide - Part 2' }]);
  });

  it('is looked for on the day of the listener', async () => {
    const late = {
      ...honest,
      'Event End Timestamp': '2024-03-09T19:04:11Z',
      'UTC Offset In Seconds': 9 * 3600
    };
    const tracks = [track('A - Paper Lantern', 20240308), track('B - Paper Lantern', 20240310)];
    expect((await importLines([late], tracks)).plays).toMatchObject([{ artist: 'B' }]);
  });

  it('is that of the plays themselves where they still say so', async () => {
    const { plays } = await importLines([{ ...honest, 'Artist Name': 'Own' }]);
    expect(plays).toMatchObject([{ artist: 'Own' }]);
  });
});

describe('the files', () => {
  it.each([
    ['in one order', [activityFile(csv([honest])), dailyFile(daily)]],
    ['in the other', [dailyFile(daily), activityFile(csv([honest]))]],
    [
      'in zips of their own',
      [
        new File([nested({ [ACTIVITY_NAME]: csv([honest]) })], '1.zip'),
        new File([zipSync({ [DAILY_NAME]: strToU8(csv([daily])) })], '2.zip')
      ]
    ]
  ])('%s belong together, and the second says what it is for', async (_, files) => {
    const { files: reports, plays } = await importAll(files);
    expect(plays).toMatchObject([{ artist: 'Quiet Harbour' }]);
    expect(
      reports.map(({ records, problems }) => [records, problems.map(({ code }) => code)]).sort()
    ).toEqual([
      [0, ['helper']],
      [1, []]
    ]);
  });

  it('chosen twice add nothing', async () => {
    const paused = [segment('19:01:00', 60), segment('19:12:00', 120)];
    const { files, plays } = await importAll([
      activityFile(csv(paused)),
      activityFile(csv(paused)),
      dailyFile(daily)
    ]);
    expect(files).toMatchObject([{ plays: 1 }, { plays: 0, rejected: { duplicate: 1 } }, { records: 0 }]);
    expect(plays).toMatchObject([{ msPlayed: 180_000 }]);
  });

  it('without the artists say which file to add', async () => {
    const { files, plays } = await importAll([activityFile(csv([honest, segment('20:00:00', 60)]))]);
    expect(plays).toEqual([]);
    expect(files).toMatchObject([{ rejected: { no_title: 2 }, problems: [{ code: 'artists_missing' }] }]);
    expect(files[0]?.problems[0]?.message).toMatch(/^2 plays .*Daily Tracks\.csv/);
  });

  it('without the plays say which file to add', async () => {
    const { files } = await importAll([dailyFile(daily)]);
    expect(files).toMatchObject([{ records: 0, problems: [{ code: 'incomplete' }] }]);
  });

  it.each([
    ['with a mark and two-character line ends', '\ufeff' + csv([honest], '\r\n')],
    [
      'with other columns in another order',
      csv([Object.fromEntries([['New', 'x'], ...Object.entries(honest).reverse()]) as Line])
    ],
    ['from before 2021', csv([honest]).replace('Song Name', 'Content Name')]
  ])('%s are read', async (_, text) => {
    const { files, plays } = await importAll([activityFile(text), dailyFile(daily)]);
    expect(files).toMatchObject([{ records: 1, problems: [] }, {}]);
    expect(plays).toMatchObject([{ title: 'Paper Lantern', msPlayed: 201_000 }]);
  });

  it('that break off keep their whole lines and say so', async () => {
    const text = csv([honest, segment('20:00:00', 60)]);
    const { files, plays } = await importAll([activityFile(text.slice(0, -40)), dailyFile(daily)]);
    expect(files).toMatchObject([{ records: 1, problems: [{ code: 'truncated' }] }, {}]);
    expect(plays).toHaveLength(1);
  });

  it('are claimed by this importer alone, and no others of the download are', async () => {
    expect(await claims('x.csv', csv([honest]))).toEqual(['apple-music']);
    expect(await claims('x.csv', csv([daily]))).toEqual(['apple-music']);
    for (const header of [
      'Track Description,Total plays,First Event Timestamp,Last Event End Timestamp',
      'Track Name,Last Played Date,Is User Initiated',
      'Track Identifier,Title,Artist'
    ]) {
      expect(await claims('x.csv', `${header}\na,b,c\n`)).not.toContain('apple-music');
    }
  });

  it('as in the sample are read, and nothing personal of them is kept', async () => {
    const { files, plays } = await importAll([new File([sample.bytes], sample.name)]);
    expect(files[0]).toMatchObject({
      records: 6,
      plays: 2,
      skips: 1,
      rejected: { malformed: 1, not_music: 1, no_title: 1 }
    });
    expect(JSON.stringify([files, plays])).not.toMatch(/203\.0|sentinel|4711|QZ/);
  });
});
