import { describe, expect, it } from 'vitest';
import { sample } from '../../../fixtures/samples/lastfmstats-json.ts';
import { claimants, importText } from './import-text.ts';

const NAME = 'lastfmstats-x.json';

const honest = {
  track: 'Paper Lantern',
  artist: 'Quiet Harbour',
  album: 'Slow Tide',
  albumId: '',
  date: 1_710_010_850_000
};

const wrapped = (...scrobbles: unknown[]) => JSON.stringify({ username: 'maloja', scrobbles });

describe('a scrobble', () => {
  it('becomes a play without a time heard', async () => {
    const { report, rows } = await importText(NAME, wrapped(honest));
    expect(report).toMatchObject({ format: 'lastfmstats-json', records: 1, plays: 1, problems: [] });
    expect(rows).toEqual([
      {
        artist: 'Quiet Harbour',
        title: 'Paper Lantern',
        album: 'Slow Tide',
        uri: undefined,
        startedAt: Date.UTC(2024, 2, 9, 19, 0, 50),
        msPlayed: -1,
        skipped: false,
        source: 'lastfm'
      }
    ]);
  });

  it.each([
    ['malformed', { date: 1_710_010_850 }],
    ['malformed', { date: '1710010850000' }],
    ['malformed', { date: 1e300 }],
    ['malformed', { artist: {} }],
    ['malformed', { album: 7 }],
    ['no_title', { track: '' }],
    ['no_title', { artist: null }]
  ])('is %s with %j', async (reason, fields) => {
    const { report } = await importText(NAME, wrapped(honest, { ...honest, ...fields }));
    expect(report).toMatchObject({ records: 2, plays: 1, rejected: { [reason]: 1 } });
  });
});

it.each([
  ['{"scrobbles":[{"track":"x","artist":"y","date":1}],"username":"x"}', ['lastfmstats-json']],
  ['{"scrobbles":[]}', []],
  ['{"maloja":{},"scrobbles":[]}', ['maloja']],
  ['{"username":"x","friends":[]}', []]
])('%s is claimed by %j', async (text, formats) => {
  expect(await claimants(NAME, text)).toEqual(formats);
});

it('is read whole, cut and in other encodings', async () => {
  const text = new TextDecoder().decode(sample.bytes);
  const whole = await importText(sample.name, sample.bytes);
  expect(whole.report).toMatchObject({ format: 'lastfmstats-json', records: 8, rejected: { malformed: 0 } });
  expect(whole.report.problems.map(({ code }) => code)).not.toContain('truncated');
  expect(await claimants(sample.name, text)).toEqual(['lastfmstats-json']);
  expect(await claimants('renamed.txt', text)).toEqual(['lastfmstats-json']);

  const utf16 = await importText(sample.name, Buffer.from(`\ufeff${text}`, 'utf16le'));
  const crlf = await importText(sample.name, `\ufeff${text.replaceAll('\n', '\r\n')}`);
  expect(utf16.rows).toEqual(whole.rows);
  expect(crlf.rows).toEqual(whole.rows);

  const cut = await importText(sample.name, sample.bytes.slice(0, -200));
  expect(cut.report.problems.map(({ code }) => code)).toContain('truncated');
  expect(cut.report.rejected.malformed).toBe(0);
  expect(cut.rows.length).toBeGreaterThan(4);
  expect(cut.rows.length).toBeLessThan(whole.rows.length);
});
