import { describe, expect, it } from 'vitest';
import { importText } from './import-text.ts';

const honest = 'Quiet Harbour,Slow Tide,Paper Lantern,06 Aug 2023 09:12\n';

describe('a line', () => {
  it('becomes a play of unknown length', async () => {
    const { report, rows } = await importText('me.csv', honest);
    expect(report).toMatchObject({ format: 'lastfm-to-csv', records: 1, plays: 1, problems: [] });
    expect(rows).toEqual([
      {
        artist: 'Quiet Harbour',
        title: 'Paper Lantern',
        album: 'Slow Tide',
        uri: undefined,
        startedAt: Date.UTC(2023, 7, 6, 9, 12),
        msPlayed: -1,
        skipped: false,
        source: 'lastfm-to-csv'
      }
    ]);
  });

  it.each(['"06 Aug 2023, 09:12"', '06 Aug 2023 09:12', '"6 Aug 2023 09:12"'])('may say %s', async (date) => {
    const { rows } = await importText('me.csv', `${honest}a,,b,${date}\n`);
    expect(rows).toContainEqual(
      expect.objectContaining({ title: 'b', album: undefined, startedAt: Date.UTC(2023, 7, 6, 9, 12) })
    );
  });

  it.each([
    ['malformed', 'a,b,c'],
    ['malformed', 'a,b,c,d,06 Aug 2023 09:12'],
    ['malformed', 'a,b,c,06 Foo 2023 09:12'],
    ['malformed', 'a,b,c,31 Feb 2023 09:12'],
    ['malformed', 'a,b,c,06 Aug 2023 24:12'],
    ['malformed', 'a,b,c,01 Jan 1970 00:00'],
    ['malformed', 'a,b,c,'],
    ['no_title', 'a,b,,06 Aug 2023 09:12'],
    ['no_title', ',b,c,06 Aug 2023 09:12']
  ])('is %s with %j', async (reason, line) => {
    const { report } = await importText('me.csv', `${honest}${line}\n`);
    expect(report).toMatchObject({ records: 2, plays: 1, rejected: { [reason]: 1 } });
  });
});

it('what is playing at the moment is no record', async () => {
  const { report } = await importText('me.csv', `a,b,c,\n${honest}`);
  expect(report).toMatchObject({ records: 1, plays: 1 });
});
