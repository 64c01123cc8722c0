import { describe, expect, it } from 'vitest';
import { importText } from './import-text.ts';

const NAME = '.scrobbler.log';
const UTC = '#AUDIOSCROBBLER/1.1\n#TZ/UTC\n#CLIENT/x\n';
const UNKNOWN = UTC.replace('UTC', 'UNKNOWN');
const MBID = '0f3a9c1e-1111-4222-8333-944455566677';
const line = ({
  artist = 'Quiet Harbour',
  album = 'Slow Tide',
  title = 'Paper Lantern',
  rating = 'L',
  time = '1710010850',
  mbid = MBID
} = {}) => `${artist}\t${album}\t${title}\t1\t201\t${rating}\t${time}\t${mbid}\n`;

describe('a line', () => {
  it('becomes a play of unknown length', async () => {
    const { report, rows } = await importText(NAME, UTC + line(), 'Europe/Berlin');
    expect(report).toMatchObject({ format: 'rockbox', records: 1, plays: 1, problems: [] });
    expect(rows).toEqual([
      {
        artist: 'Quiet Harbour',
        title: 'Paper Lantern',
        album: 'Slow Tide',
        uri: `https://musicbrainz.org/recording/${MBID}`,
        startedAt: Date.UTC(2024, 2, 9, 19, 0, 50),
        msPlayed: -1,
        skipped: false,
        source: 'rockbox'
      }
    ]);
  });

  it.each([
    [{ rating: 'S' }, { skipped: true, msPlayed: -1 }],
    [{ mbid: 'junk' }, { uri: undefined }],
    [{ mbid: '' }, { uri: undefined }],
    [{ album: '<Untagged>' }, { album: undefined }],
    [{ title: 'Song #1' }, { title: 'Song #1' }],
    [{ artist: '#Hash' }, { artist: '#Hash' }],
    [{ title: '"Half' }, { title: '"Half' }]
  ])('with %j has %j', async (fields, expected) => {
    const { rows } = await importText(NAME, UTC + line(fields));
    expect(rows).toMatchObject([expected]);
  });

  it('may lack the id and all that comes behind it', async () => {
    const { rows } = await importText(NAME, `${UTC}a\t\tb\t\t\tL\t1710010850\n`);
    expect(rows).toMatchObject([{ artist: 'a', title: 'b', album: undefined, uri: undefined }]);
  });

  it.each([
    ['malformed', { rating: '' }],
    ['malformed', { rating: 'X' }],
    ['malformed', { time: '0' }],
    ['malformed', { time: '-5' }],
    ['malformed', { time: '99999999999999999999' }],
    ['malformed', { time: '' }],
    ['no_title', { artist: '<Untagged>' }],
    ['no_title', { title: '' }]
  ])('is %s with %j', async (reason, fields) => {
    const { report } = await importText(NAME, UTC + line() + line(fields));
    expect(report).toMatchObject({ records: 2, plays: 1, rejected: { [reason]: 1 } });
  });

  it('that is too short is malformed', async () => {
    const { report } = await importText(NAME, `${UTC}junk\n${line()}`);
    expect(report).toMatchObject({ records: 2, plays: 1, rejected: { malformed: 1 } });
  });
});

describe('a player that does not know its time zone', () => {
  it('is understood by the zone that was chosen, which is told', async () => {
    const { report, rows } = await importText(NAME, UNKNOWN + line(), 'America/New_York');
    // Daylight saving time begins on the next day.
    expect(rows).toMatchObject([{ startedAt: Date.UTC(2024, 2, 10, 0, 0, 50) }]);
    expect(report.problems).toMatchObject([{ code: 'local_clock' }]);
    expect(report.problems[0]?.message).toContain('America/New York');
  });

  it('needs no telling where nothing was taken', async () => {
    const { report } = await importText(NAME, UNKNOWN + line({ title: '' }), 'America/New_York');
    expect(report.problems).toEqual([]);
  });

  it('may stand behind one that does, in one file', async () => {
    const { rows } = await importText(
      NAME,
      UTC + line() + UNKNOWN + line({ time: '1720000000' }),
      'Asia/Kolkata'
    );
    expect(rows).toMatchObject([
      { startedAt: 1_710_010_850_000 },
      { startedAt: 1_720_000_000_000 - 5.5 * 3_600_000 }
    ]);
  });
});
