import { describe, expect, it } from 'vitest';
import { importText } from './import-text.ts';

const GHAN = 'uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid\n';
const MBID = '0f3a9c1e-1111-4222-8333-944455566677';
const ghan = (uts: string, artist = 'Quiet Harbour', track = 'Paper Lantern', mbid = MBID) =>
  `"${uts}","09 Mar 2024, 19:00","${artist}","","Slow Tide","","${track}","${mbid}"\n`;
const STATS = 'Artist;Album;AlbumId;Track;Date#sentinel\n';
const stats = (date: string, artist = 'Quiet Harbour', track = 'Paper Lantern') =>
  `"${artist}";"Slow Tide";"7";"${track}";"${date}"\n`;

const row = {
  artist: 'Quiet Harbour',
  title: 'Paper Lantern',
  album: 'Slow Tide',
  startedAt: Date.UTC(2024, 2, 9, 19, 0, 50),
  msPlayed: -1,
  skipped: false,
  source: 'lastfm'
};

describe('a row of ghan.nl', () => {
  it('becomes a play with the address of its recording', async () => {
    const { report, rows } = await importText('x.csv', GHAN + ghan('1710010850'));
    expect(report).toMatchObject({ format: 'lastfm-ghan-csv', records: 1, plays: 1, problems: [] });
    expect(rows).toEqual([{ ...row, uri: `https://musicbrainz.org/recording/${MBID}` }]);
  });

  it('may have its columns in any order and without an address', async () => {
    const { rows } = await importText(
      'x.csv',
      'Track,UTC_TIME,Artist,uts,track_mbid\nPaper Lantern,x,Quiet Harbour,1710010850,junk\n'
    );
    expect(rows).toEqual([{ ...row, album: undefined, uri: undefined }]);
  });

  it.each([
    ['malformed', ghan('')],
    ['malformed', ghan('0')],
    ['malformed', ghan('1710010850.5')],
    ['malformed', ghan('x')],
    ['no_title', ghan('1710010850', '')],
    ['no_title', ghan('1710010850', 'a', ' ')]
  ])('is %s with %j', async (reason, line) => {
    const { report } = await importText('x.csv', GHAN + ghan('1710010850') + line);
    expect(report).toMatchObject({ records: 2, plays: 1, rejected: { [reason]: 1 } });
  });

  it('that is playing at the moment is no record', async () => {
    const { report } = await importText('x.csv', `${GHAN}"","","a","","b","","c",""\n${ghan('1710010850')}`);
    expect(report).toMatchObject({ records: 1, plays: 1 });
  });
});

describe('a row of lastfmstats.com', () => {
  it('becomes a play', async () => {
    const { report, rows } = await importText('x.csv', `\ufeff${STATS}${stats('1710010850000')}`);
    expect(report).toMatchObject({ format: 'lastfmstats-csv', records: 1, plays: 1, problems: [] });
    expect(rows).toEqual([{ ...row, uri: undefined }]);
  });

  it.each([
    ['malformed', stats('')],
    ['malformed', stats('1710010850')],
    ['malformed', '"a"\n'],
    ['no_title', stats('1710010850000', '')],
    ['no_title', stats('1710010850000', 'a', '')]
  ])('is %s with %j', async (reason, line) => {
    const { report } = await importText('x.csv', STATS + stats('1710010850000') + line);
    expect(report).toMatchObject({ records: 2, plays: 1, rejected: { [reason]: 1 } });
  });
});

it('Libre.fm may have comments, any columns in any order, and any case', async () => {
  const { report, rows } = await importText(
    'x.csv',
    '# Libre.fm, "all of it\n#\nTIME,source,Track,album,Artist\n1710010850,x,Paper Lantern,Slow Tide,Quiet Harbour\n0,x,a,b,c\n1710010850,x,,b,c\n'
  );
  expect(report).toMatchObject({
    format: 'librefm',
    records: 3,
    plays: 1,
    rejected: { malformed: 1, no_title: 1 }
  });
  expect(rows).toEqual([{ ...row, uri: undefined, source: 'librefm' }]);
});
