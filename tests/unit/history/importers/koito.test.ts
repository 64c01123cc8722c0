import { describe, expect, it } from 'vitest';
import { sample } from '../../../fixtures/samples/koito.ts';
import { importText } from './import-text.ts';
import { itIsReadWholeCutAndInOtherEncodings } from './shared-tests.ts';

const NAME = 'koito_export_1.json';

const MBID = '0a0a0a0a-1b1b-2c2c-3d3d-4e4e4e4e4e4e';
const aliases = (...names: string[]) =>
  names.map((alias, i) => ({ alias, source: 'x', is_primary: i === 1 }));
const artist = { is_primary: true, mbid: null, aliases: aliases('quiet harbor', 'Quiet Harbour') };
const honest = {
  listened_at: '2024-03-09T19:00:50Z',
  client: 'x',
  track: { mbid: MBID, duration: 201, aliases: aliases('Paper Lantern (Live)', 'Paper Lantern') },
  album: { mbid: null, aliases: aliases('ST', 'Slow Tide') },
  artists: [artist, { is_primary: false, aliases: [{ alias: 'Guest', is_primary: false }] }]
};
const wrapped = (...listens: unknown[]) =>
  JSON.stringify({ version: '1', exported_at: '2024-03-10T10:00:00Z', user: 'x', listens }, undefined, 2);

describe('a listen', () => {
  it('becomes a play under the main names, without a time heard', async () => {
    const { report, rows } = await importText(NAME, wrapped(honest));
    expect(report).toMatchObject({ format: 'koito', records: 1, plays: 1, problems: [] });
    expect(rows).toEqual([
      {
        artist: 'Quiet Harbour, Guest',
        title: 'Paper Lantern',
        album: 'Slow Tide',
        uri: `https://musicbrainz.org/recording/${MBID}`,
        startedAt: Date.UTC(2024, 2, 9, 19, 0, 50),
        msPlayed: -1,
        skipped: false,
        source: 'koito'
      }
    ]);
  });

  it.each([
    [{ listened_at: '2024-03-09T19:00:50.123456789Z' }, { startedAt: Date.UTC(2024, 2, 9, 19, 0, 50, 123) }],
    [{ listened_at: '2024-03-09T20:30:50+01:30' }, { startedAt: Date.UTC(2024, 2, 9, 19, 0, 50) }],
    [{ album: null }, { album: undefined }],
    [{ track: { ...honest.track, mbid: null } }, { uri: undefined }]
  ])('with %j has %j', async (fields, expected) => {
    const { rows } = await importText(NAME, wrapped({ ...honest, ...fields }));
    expect(rows).toMatchObject([expected]);
  });

  it.each([
    ['malformed', { listened_at: 1_710_010_850 }],
    ['malformed', { listened_at: '2024-03-09T19:00:50' }],
    ['malformed', { listened_at: '0001-01-01T00:00:00Z' }],
    ['malformed', { track: [] }],
    ['malformed', { artists: 'Quiet Harbour' }],
    ['malformed', { album: 7 }],
    ['no_title', { artists: null }],
    ['no_title', { artists: [] }],
    ['no_title', { track: { aliases: [] } }],
    ['no_title', { track: {} }]
  ])('is %s with %j', async (reason, fields) => {
    const { report } = await importText(NAME, wrapped(honest, { ...honest, ...fields }));
    expect(report).toMatchObject({ records: 2, plays: 1, rejected: { [reason]: 1 } });
  });
});

itIsReadWholeCutAndInOtherEncodings(sample, { format: 'koito', records: 8 });
