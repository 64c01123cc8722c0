import { describe, expect, it } from 'vitest';
import { sample } from '../../../fixtures/samples/listenbrainz.ts';
import { claimants, importText } from './import-text.ts';
import { itIsReadWholeCutAndInOtherEncodings } from './shared-tests.ts';

const NAME = '3.jsonl';

const MBID = '0A0a0a0a-1b1b-2c2c-3d3d-4e4e4e4e4e4e';
const URI = 'https://musicbrainz.org/recording/0a0a0a0a-1b1b-2c2c-3d3d-4e4e4e4e4e4e';

interface Listen {
  listened_at?: unknown;
  track_metadata?: unknown;
}

const track = { artist_name: 'Quiet Harbour', track_name: 'Paper Lantern', release_name: 'Slow Tide' };
const honest: Listen = { listened_at: 1_710_010_850, track_metadata: { ...track, mbid_mapping: null } };
const listen = (fields: object): Listen => ({ ...honest, track_metadata: { ...track, ...fields } });
const lines = (...listens: unknown[]) => listens.map((each) => `${JSON.stringify(each)}\n`).join('');

describe('a listen', () => {
  it('becomes a play', async () => {
    const { report, rows } = await importText(NAME, lines(honest));
    expect(report).toMatchObject({ format: 'listenbrainz', records: 1, plays: 1, problems: [] });
    expect(rows).toEqual([
      {
        artist: 'Quiet Harbour',
        title: 'Paper Lantern',
        album: 'Slow Tide',
        uri: undefined,
        startedAt: Date.UTC(2024, 2, 9, 19, 0, 50),
        msPlayed: -1,
        skipped: false,
        source: 'listenbrainz'
      }
    ]);
  });

  it.each([
    [
      { additional_info: { ms_played: 100_000, duration_ms: 200_000 } },
      { msPlayed: 100_000, skipped: false }
    ],
    [{ additional_info: { duration_played: 20 } }, { msPlayed: 20_000, skipped: true }],
    [{ additional_info: { duration: 200, duration_ms: 200_000 } }, { msPlayed: -1, skipped: false }],
    [{ additional_info: { recording_mbid: MBID } }, { uri: URI }],
    [{ mbid_mapping: { recording_mbid: MBID }, additional_info: { recording_mbid: 'x' } }, { uri: URI }],
    [{ mbid_mapping: { recording_mbid: 'junk' } }, { uri: undefined }],
    [
      { additional_info: 'free', mbid_mapping: [] },
      { uri: undefined, msPlayed: -1 }
    ],
    [{ release_name: '' }, { album: undefined }]
  ])('with %j has %j', async (fields, expected) => {
    const { rows } = await importText(NAME, lines(listen(fields)));
    expect(rows).toMatchObject([expected]);
  });

  it('keeps the decimals of its time', async () => {
    const { rows } = await importText(NAME, lines({ ...honest, listened_at: 1_710_010_850.2 }));
    expect(rows).toMatchObject([{ startedAt: 1_710_010_850_200 }]);
  });

  it.each<[string, unknown]>([
    ['malformed', 7],
    ['malformed', { ...honest, listened_at: 0 }],
    ['malformed', { ...honest, listened_at: '1710010850' }],
    ['malformed', { ...honest, listened_at: undefined }],
    ['malformed', { ...honest, track_metadata: null }],
    ['malformed', listen({ artist_name: [] })],
    ['malformed', listen({ additional_info: { ms_played: -5 } })],
    ['no_title', listen({ artist_name: '' })],
    ['no_title', listen({ track_name: undefined })]
  ])('is %s as %j', async (reason, record) => {
    const { report } = await importText(NAME, lines(honest, record));
    expect(report).toMatchObject({ records: 2, plays: 1, rejected: { [reason]: 1 } });
  });

  it('that is no JSON costs itself', async () => {
    const { report } = await importText(
      NAME,
      `${lines(honest)}{"listened_at":\n${lines(listen({ track_name: 'B' }))}`
    );
    expect(report).toMatchObject({ records: 3, plays: 2, rejected: { malformed: 1 }, problems: [] });
  });
});

describe('a file', () => {
  const other = listen({ track_name: 'Other' });
  it.each([
    ['an array', JSON.stringify([honest, other])],
    ['a submission', JSON.stringify({ listen_type: 'import', payload: [honest, other] })],
    [
      'a submission, pretty-printed',
      JSON.stringify({ payload: [honest, other], listen_type: 'import' }, undefined, 2)
    ],
    ['submissions by the line', lines({ listen_type: 'single', payload: [honest] }, { payload: [other] })]
  ])('that is %s is read', async (_, text) => {
    const { report } = await importText('x.json', text);
    expect(report).toMatchObject({ format: 'listenbrainz', records: 2, plays: 2, problems: [] });
  });

  it.each([
    ['user.json', '{"user_id":1,"username":"sentinel"}'],
    ['feedback.jsonl', '{"recording_msid":"x","recording_mbid":"y","score":1,"created":1710010850}'],
    [
      'pinned_recording.jsonl',
      '{"recording_mbid":"y","blurb_content":null,"created":1,"track_metadata":{"track_name":"x"}}'
    ]
  ])('called %s holds no plays', async (name, text) => {
    expect(await claimants(name, text)).toEqual([]);
  });
});

itIsReadWholeCutAndInOtherEncodings(sample, { format: 'listenbrainz', records: 8 });
