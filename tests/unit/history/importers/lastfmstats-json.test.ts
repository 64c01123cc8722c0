import { describe, expect, it } from 'vitest';
import { sample } from '../../../fixtures/samples/lastfmstats-json.ts';
import { claimants, importText } from './import-text.ts';
import { itIsReadWholeCutAndInOtherEncodings } from './shared-tests.ts';

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

itIsReadWholeCutAndInOtherEncodings(sample, { format: 'lastfmstats-json', records: 8 });
