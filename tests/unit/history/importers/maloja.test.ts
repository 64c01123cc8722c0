import { describe, expect, it } from 'vitest';
import { sample } from '../../../fixtures/samples/maloja.ts';
import { importText } from './import-text.ts';
import { itIsReadWholeCutAndInOtherEncodings } from './shared-tests.ts';

const NAME = 'maloja_export.json';

const track = {
  artists: ['Quiet Harbour', 'Guest'],
  title: 'Paper Lantern',
  album: { albumtitle: 'Slow Tide', artists: ['Quiet Harbour'] },
  length: 210
};
const honest = { time: 1_710_010_850, track, duration: 201, origin: 'client:x' };
const wrapped = (...scrobbles: unknown[]) =>
  JSON.stringify({ maloja: { export_time: 1 }, scrobbles }, undefined, 4);

describe('a scrobble', () => {
  it('becomes a play', async () => {
    const { report, rows } = await importText(NAME, wrapped(honest));
    expect(report).toMatchObject({ format: 'maloja', records: 1, plays: 1, problems: [] });
    expect(rows).toEqual([
      {
        artist: 'Quiet Harbour, Guest',
        title: 'Paper Lantern',
        album: 'Slow Tide',
        uri: undefined,
        startedAt: Date.UTC(2024, 2, 9, 19, 0, 50),
        msPlayed: 201_000,
        skipped: false,
        source: 'maloja'
      }
    ]);
  });

  it.each([
    [{ duration: 29 }, { msPlayed: 29_000, skipped: true }],
    [{ duration: null }, { msPlayed: -1, skipped: false }],
    [{ duration: undefined }, { msPlayed: -1 }],
    [{ track: { ...track, album: null } }, { album: undefined }]
  ])('with %j has %j', async (fields, expected) => {
    const { rows } = await importText(NAME, wrapped({ ...honest, ...fields }));
    expect(rows).toMatchObject([expected]);
  });

  it.each([
    ['malformed', { time: 0 }],
    ['malformed', { time: '1710010850' }],
    ['malformed', { duration: -1 }],
    ['malformed', { duration: 'x' }],
    ['malformed', { track: null }],
    ['malformed', { track: { ...track, artists: 'Quiet Harbour' } }],
    ['malformed', { track: { ...track, artists: [7] } }],
    ['malformed', { track: { ...track, album: 'Slow Tide' } }],
    ['no_title', { track: { ...track, artists: [] } }],
    ['no_title', { track: { ...track, title: null } }]
  ])('is %s with %j', async (reason, fields) => {
    const { report } = await importText(NAME, wrapped(honest, { ...honest, ...fields }));
    expect(report).toMatchObject({ records: 2, plays: 1, rejected: { [reason]: 1 } });
  });
});

itIsReadWholeCutAndInOtherEncodings(sample, { format: 'maloja', records: 8 });
