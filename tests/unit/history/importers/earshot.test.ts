import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earshotLines } from '../../../../src/lib/history/export/earshot.ts';
import type { Row } from '../../../../src/lib/history/importers/importer.ts';
import { EARLIEST, LATEST, MAX_PLAY_MS } from '../../../../src/lib/history/limits.ts';
import { SOURCES, type Source } from '../../../../src/lib/history/sources.ts';
import { cleanName, isBlank } from '../../../../src/lib/history/text.ts';
import { sample } from '../../../fixtures/samples/earshot.ts';
import { claimants, importText } from './import-text.ts';
import { itIsReadWholeCutAndInOtherEncodings } from './shared-tests.ts';

const NAME = 'earshot-plays.jsonl';
const HEADER = '{"format":"earshot-plays","version":1}\n';

type Exported = Row & { source: Source };

const honest: Exported = {
  artist: 'Quiet Harbour',
  title: 'Paper Lantern',
  album: 'Slow Tide',
  uri: 'spotify:track:0aB1cD2eF3gH4iJ5kL6mN7',
  startedAt: 1_710_010_850_123,
  msPlayed: 201_440,
  skipped: false,
  source: 'spotify-extended'
};

const written = (...rows: Exported[]) => [...earshotLines(rows)].join('');

describe('an export', () => {
  const name = fc
    .oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))
    .map(cleanName)
    .filter((text) => !isBlank(text));
  const uri = fc.constantFrom(
    undefined,
    'spotify:track:0aB1cD2eF3gH4iJ5kL6mN7',
    'https://music.youtube.com/watch?v=aaaaaaa-_aa',
    'https://musicbrainz.org/recording/0a0a0a0a-1b1b-2c2c-3d3d-4e4e4e4e4e4e',
    'isrc:GBABC2400001'
  );
  const row: fc.Arbitrary<Exported> = fc.record({
    artist: name,
    title: name,
    album: fc.option(name, { nil: undefined }),
    uri,
    startedAt: fc.integer({ min: EARLIEST, max: LATEST }),
    msPlayed: fc.oneof(fc.constant(-1), fc.integer({ min: 0, max: MAX_PLAY_MS })),
    skipped: fc.boolean(),
    source: fc.constantFrom(...SOURCES.filter((source) => source !== 'sample'))
  });
  // One song, album and time each: what a history makes of several is not this format's business.
  const rows = fc
    .uniqueArray(row, { selector: ({ startedAt }) => startedAt, maxLength: 20 })
    .map((list) =>
      list.map((each, i) => ({
        ...each,
        title: `${i} ${each.title}`.slice(0, 250),
        uri: i > 0 ? undefined : each.uri
      }))
    )
    .map((list) => list.map((each) => ({ ...each, title: cleanName(each.title) })))
    .map((list) => list.toSorted((a, b) => a.startedAt - b.startedAt));

  it('read again gives the same rows', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (list) => {
        const imported = await importText(NAME, written(...list));
        expect(imported.rows).toEqual(list);
        expect(imported.report.records).toBe(list.length);
      })
    );
  });

  it('is a header and a line a play, without what is not known', () => {
    expect(
      written(honest, { ...honest, album: undefined, uri: undefined, msPlayed: -1, source: 'lastfm' })
    ).toBe(
      HEADER +
        '{"artist":"Quiet Harbour","title":"Paper Lantern","album":"Slow Tide","uri":"spotify:track:0aB1cD2eF3gH4iJ5kL6mN7","startedAt":1710010850123,"msPlayed":201440,"skipped":false,"source":"spotify-extended"}\n' +
        '{"artist":"Quiet Harbour","title":"Paper Lantern","startedAt":1710010850123,"skipped":false,"source":"lastfm"}\n'
    );
  });

  it('leaves out the invented listener', () => {
    expect(written({ ...honest, source: 'sample' })).toBe(HEADER);
  });
});

describe('a line', () => {
  it.each([
    ['malformed', 7],
    ['malformed', { source: 'sample' }],
    ['malformed', { source: 'unheard-of' }],
    ['malformed', { source: undefined }],
    ['malformed', { skipped: 1 }],
    ['malformed', { startedAt: 0 }],
    ['malformed', { startedAt: 1_710_010_850_123.5 }],
    ['malformed', { msPlayed: -1 }],
    ['malformed', { artist: 7 }],
    ['no_title', { artist: ' ' }],
    ['no_title', { title: undefined }]
  ])('is %s with %j', async (reason, fields) => {
    const line = typeof fields === 'number' ? fields : { ...honest, ...fields };
    const { report } = await importText(NAME, `${written(honest)}${JSON.stringify(line)}\n`);
    expect(report).toMatchObject({ records: 2, plays: 1, rejected: { [reason]: 1 } });
  });

  it('keeps no address of an unknown kind', async () => {
    const { rows } = await importText(NAME, written({ ...honest, uri: 'javascript:alert(1)' }));
    expect(rows).toMatchObject([{ uri: undefined }]);
  });
});

describe('a file', () => {
  it('of a later version is refused, and says what to do', async () => {
    const { report } = await importText(NAME, written(honest).replace('"version":1', '"version":2'));
    expect(report).toMatchObject({ format: 'earshot', records: 0, problems: [{ code: 'newer_version' }] });
    expect(report.problems[0]?.message).toContain('newer version of Earshot');
  });

  it.each(['{"format":"other","version":1}\n', '{"version":1}\n'])(
    'that begins with %s is another',
    async (text) => {
      expect(await claimants(NAME, text)).toEqual([]);
    }
  );
});

itIsReadWholeCutAndInOtherEncodings(sample, { format: 'earshot', records: 8 });
