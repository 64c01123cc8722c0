import { describe, expect, it } from 'vitest';
import { importText } from './import-text.ts';

const HEADER =
  'timeHuman,timeMs,artist,track,album,albumArtist,durationMs,mediaPlayerPackage,mediaPlayerName,mediaPlayerVersion,event\n';
type Fields = Partial<Record<'timeMs' | 'artist' | 'track' | 'album' | 'durationMs' | 'event', unknown>>;
const honest: Fields = {
  timeMs: 1_710_010_850_123,
  artist: 'Quiet Harbour',
  track: 'Paper Lantern',
  album: 'Slow Tide',
  durationMs: 20_000,
  event: 'scrobble'
};
const csvLine = (fields: Fields = {}) => {
  const { timeMs, artist, track, album, durationMs, event } = { ...honest, ...fields } as Record<
    string,
    string
  >;
  return `x,${timeMs},${artist},${track},${album},,${durationMs},x,x,1,${event}\n`;
};
const jsonLine = (fields: Fields = {}) => `${JSON.stringify({ ...honest, ...fields })}\n`;

const FORMATS = [
  ['pano-scrobbler-csv', (...rows: Fields[]) => HEADER + rows.map(csvLine).join('')],
  ['pano-scrobbler-jsonl', (...rows: Fields[]) => rows.map(jsonLine).join('')]
] as const;

describe.each(FORMATS)('%s', (format, fileOf) => {
  it('lists plays, whose length is not how long they were heard', async () => {
    const { report, rows } = await importText('x', fileOf({}));
    expect(report).toMatchObject({ format, records: 1, plays: 1, problems: [] });
    expect(rows).toMatchObject([
      {
        artist: 'Quiet Harbour',
        title: 'Paper Lantern',
        album: 'Slow Tide',
        uri: undefined,
        msPlayed: -1,
        skipped: false,
        source: 'pano-scrobbler'
      }
    ]);
    expect(Math.floor((rows[0]?.startedAt ?? 0) / 1000)).toBe(1_710_010_850);
  });

  it.each([
    ['malformed', { timeMs: 0 }],
    ['malformed', { timeMs: 1_710_010_850 }],
    ['malformed', { timeMs: 'x' }],
    ['malformed', { timeMs: 0.5 }],
    ['not_music', { event: 'love' }],
    ['not_music', { event: 'unlove', artist: '' }],
    ['no_title', { artist: '' }],
    ['no_title', { track: ' ' }]
  ])('has a record that is %s with %j', async (reason, fields) => {
    const { report } = await importText('x', fileOf({}, fields));
    expect(report).toMatchObject({ records: 2, plays: 1, rejected: { [reason]: 1 } });
  });
});

it('a table may lack its last columns', async () => {
  const { report } = await importText(
    'x.csv',
    'timeHuman,timeMs,artist,track\nx,1710010850000,Quiet Harbour,Paper Lantern\n'
  );
  expect(report).toMatchObject({ records: 1, plays: 1, problems: [] });
  const shorter = await importText(
    'x.csv',
    `${HEADER}x,1710010850000,Quiet Harbour,Paper Lantern\n${csvLine()}`
  );
  expect(shorter.report).toMatchObject({ records: 2, rejected: { malformed: 0 } });
});

it('a line that is not JSON costs itself', async () => {
  const { report } = await importText('x', `${jsonLine()}{"timeMs":\n[]\n${jsonLine({ track: 'Other' })}`);
  expect(report).toMatchObject({ records: 4, plays: 2, rejected: { malformed: 2 } });
});
