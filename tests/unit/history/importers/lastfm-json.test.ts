import { describe, expect, it } from 'vitest';
import { sample as api } from '../../../fixtures/samples/lastfm-api-json.ts';
import { sample as ghan } from '../../../fixtures/samples/lastfm-ghan-json.ts';
import type { Sample } from '../../../fixtures/sample.ts';
import { claimants, importText } from './import-text.ts';

const NAME = 'recent.json';
const MBID = '0a0a0a0a-1b1b-2c2c-3d3d-4e4e4e4e4e4e';

const honest = {
  artist: { mbid: '', '#text': 'Quiet Harbour' },
  album: { mbid: '', '#text': 'Slow Tide' },
  name: 'Paper Lantern',
  mbid: MBID,
  image: [{ size: 'small', '#text': '' }],
  date: { uts: '1710010850', '#text': '09 Mar 2024, 19:00' }
};

const wrapped = (...track: unknown[]) => JSON.stringify({ recenttracks: { track, '@attr': { page: '1' } } });

describe('a track', () => {
  it('becomes a play without a time heard', async () => {
    const { report, rows } = await importText(NAME, wrapped(honest));
    expect(report).toMatchObject({ format: 'lastfm-api-json', records: 1, plays: 1, problems: [] });
    expect(rows).toEqual([
      {
        artist: 'Quiet Harbour',
        title: 'Paper Lantern',
        album: 'Slow Tide',
        uri: `https://musicbrainz.org/recording/${MBID}`,
        startedAt: Date.UTC(2024, 2, 9, 19, 0, 50),
        msPlayed: -1,
        skipped: false,
        source: 'lastfm'
      }
    ]);
  });

  it.each([
    ['malformed', { date: undefined }],
    ['malformed', { date: { uts: '0' } }],
    ['malformed', { date: { uts: '' } }],
    ['malformed', { date: { uts: 1e300 } }],
    ['malformed', { date: '09 Mar 2024, 19:00' }],
    ['malformed', { artist: 'Quiet Harbour' }],
    ['malformed', { artist: { '#text': 7 } }],
    ['malformed', { album: 'Slow Tide' }],
    ['malformed', { name: [] }],
    ['no_title', { name: ' ' }],
    ['no_title', { artist: {} }]
  ])('is %s with %j', async (reason, fields) => {
    const { report } = await importText(NAME, wrapped(honest, { ...honest, ...fields }));
    expect(report).toMatchObject({ records: 2, plays: 1, rejected: { [reason]: 1 } });
  });

  it.each([
    { album: { '#text': '' } },
    { album: undefined },
    { mbid: 'junk' },
    { mbid: undefined },
    { date: { uts: 1_710_010_850 } },
    { artist: { name: 'Quiet Harbour', url: '' } }
  ])('is taken with %j', async (fields) => {
    const { report } = await importText(NAME, wrapped({ ...honest, ...fields }));
    expect(report).toMatchObject({ records: 1, plays: 1 });
  });

  it('that is playing at the moment is no record at all, on however many pages it stands', async () => {
    const playing = { ...honest, date: undefined, '@attr': { nowplaying: 'true' } };
    const { report } = await importText(NAME, `${wrapped(playing, honest)}\n${wrapped(playing)}`);
    expect(report).toMatchObject({ records: 1, plays: 1, rejected: { malformed: 0, not_music: 0 } });
  });
});

describe('pages', () => {
  const other = { ...honest, name: 'Other', mbid: '', date: { uts: '1710011150' } };
  it.each([
    [
      'with attributes',
      [
        { '@attr': {}, track: [honest] },
        { '@attr': {}, track: [other] }
      ]
    ],
    ['without attributes', [{ track: [honest] }, { track: [other] }]],
    ['with a track that is not in an array', [{ track: honest }, { '@attr': {}, track: other }]],
    ['without tracks among them', [{ track: [honest, other] }, { '@attr': {}, track: [] }]]
  ])('%s are read', async (_, pages) => {
    const text = JSON.stringify(pages);
    const { report } = await importText('recenttracks.json', text);
    expect(report).toMatchObject({ format: 'lastfm-ghan-json', records: 2, plays: 2, problems: [] });
  });

  it.each([
    ['[{"track":{"trackName":"x"}}]'],
    ['{"error":6,"message":"User not found"}'],
    ['{"toptracks":{"track":[{"name":"x"}]}}']
  ])('are not seen in %s', async (text) => {
    expect(await claimants('recenttracks.json', text)).toEqual([]);
  });
});

it.each<[string, Sample]>([
  ['lastfm-ghan-json', ghan],
  ['lastfm-api-json', api]
])('%s is read whole, cut and in other encodings', async (format, sample) => {
  const text = new TextDecoder().decode(sample.bytes);
  const whole = await importText(sample.name, sample.bytes);
  expect(whole.report).toMatchObject({ format, records: 8, plays: 8, problems: [] });
  expect(await claimants(sample.name, text)).toEqual([format]);
  expect(await claimants('renamed.txt', text)).toEqual([format]);
  const crlf = await importText(sample.name, `\ufeff${text.replaceAll('\n', '\r\n')}`);
  expect(crlf.rows).toEqual(whole.rows);
  const cut = await importText(sample.name, sample.bytes.slice(0, -1000));
  expect(cut.report).toMatchObject({ rejected: { malformed: 0 }, problems: [{ code: 'truncated' }] });
  expect(cut.rows.length).toBeGreaterThan(4);
  expect(cut.rows.length).toBeLessThan(8);
});
