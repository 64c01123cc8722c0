import { expect, it } from 'vitest';
import { importText } from './import-text.ts';

const HEADER =
  'entry_date,track_title,artist_name,album_name,stream_duration_ms,product_type,city_name,time_zone\n';
const line = ({
  date = '2024-03-09 19:00:50',
  title = 'Paper Lantern',
  artist = 'Quiet Harbour',
  ms = '201000',
  type = 'TRACK',
  zone = ''
} = {}) => `${date},${title},${artist},Slow Tide,${ms},${type},Sentinel,${zone}\n`;

it('a row becomes a play with its length', async () => {
  const { report, rows } = await importText('streaming.csv', HEADER + line());
  expect(report).toMatchObject({ format: 'tidal', records: 1, plays: 1, problems: [] });
  expect(rows).toEqual([
    {
      artist: 'Quiet Harbour',
      title: 'Paper Lantern',
      album: 'Slow Tide',
      uri: undefined,
      startedAt: expect.closeTo(Date.UTC(2024, 2, 9, 19, 0, 50), -5) as number,
      msPlayed: 201_000,
      skipped: false,
      source: 'tidal'
    }
  ]);
});

it.each([
  [{ date: '09/03/2024 19:00' }, { startedAt: Date.UTC(2024, 2, 9, 19, 0) }],
  [{ date: '09/03/2024 19:00', zone: 'Europe/Oslo' }, { startedAt: Date.UTC(2024, 2, 9, 18, 0) }],
  [{ date: '09/03/2024 19:00', zone: 'Mars/Base' }, { startedAt: Date.UTC(2024, 2, 9, 19, 0) }],
  [{ date: '09/03/2024 19:00', zone: 'NULL' }, { startedAt: Date.UTC(2024, 2, 9, 19, 0) }],
  [{ date: '2024-03-09T19:00:00.123456Z' }, { startedAt: Date.UTC(2024, 2, 9, 19, 0) }],
  [{ ms: '29999' }, { msPlayed: 29_999, skipped: true }],
  [{ ms: '' }, { msPlayed: -1, skipped: false }]
])('a row with %j has %j', async (fields, expected) => {
  const { rows } = await importText('streaming.csv', HEADER + line(fields));
  expect(rows).toMatchObject([expected]);
});

it.each([
  ['malformed', { date: '03/31/2024 19:00' }],
  ['malformed', { date: '09/03/1970 19:00' }],
  ['malformed', { date: '' }],
  ['malformed', { ms: '-1' }],
  ['malformed', { ms: '86400001' }],
  ['not_music', { type: 'VIDEO' }],
  ['no_title', { title: '' }],
  ['no_title', { artist: ' ' }]
])('a row is %s with %j', async (reason, fields) => {
  const { report } = await importText('streaming.csv', HEADER + line() + line(fields));
  expect(report).toMatchObject({ records: 2, plays: 1, rejected: { [reason]: 1 } });
});

it('lines before the header are passed over', async () => {
  const { report } = await importText('streaming.csv', `Streaming\n\n${HEADER}${line()}`);
  expect(report).toMatchObject({ format: 'tidal', records: 1, plays: 1 });
});
