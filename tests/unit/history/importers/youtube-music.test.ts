import { describe, expect, it } from 'vitest';
import { sample } from '../../../fixtures/samples/youtube-music.ts';
import { jsonFile } from '../in-memory.ts';
import { claims, importOne } from './reading.ts';

const honest = {
  header: 'YouTube Music',
  title: 'Watched Paper Lantern',
  titleUrl: 'https://music.youtube.com/watch?v=aaaaaaaaaaa',
  subtitles: [{ name: 'Quiet Harbour - Topic', url: 'https://www.youtube.com/channel/UCx' }],
  time: '2024-03-09T19:00:50.000Z',
  products: ['YouTube']
};
type Fields = Record<string, unknown>;

function importRows(...rows: unknown[]) {
  return importOne(jsonFile('watch-history.json', rows));
}

/** Titles of nine songs in a phrase; all but one have nothing in common. */
const SONGS = ['Paper Lantern', 'Paper Moon', 'Tide', 'Ångström', '夜', 'A', 'Zoo - Live', '99', 'So'];

function wrapped(before: string, after: string): Fields[] {
  return SONGS.map((song, minute) => ({
    ...honest,
    title: before + song + after,
    time: `2024-03-09T19:0${minute}:50Z`
  }));
}

describe('a row', () => {
  it('is taken with its address and its start', async () => {
    const { report, plays } = await importRows(honest);
    expect(report).toMatchObject({ format: 'youtube-music', records: 1, plays: 1, problems: [] });
    expect(plays).toEqual([
      {
        artist: 'Quiet Harbour',
        title: 'Paper Lantern',
        album: undefined,
        uri: 'https://music.youtube.com/watch?v=aaaaaaaaaaa',
        startedAt: '2024-03-09T19:00:50.000Z',
        msPlayed: -1,
        skipped: false,
        source: 'youtube-music'
      }
    ]);
  });

  it.each<[reason: string, row: unknown]>([
    ['malformed', 'text'],
    ['malformed', null],
    ['malformed', { ...honest, time: undefined }],
    ['malformed', { ...honest, time: '2024-02-30T19:00:50Z' }],
    ['malformed', { ...honest, time: '1970-01-01T00:00:00Z' }],
    ['malformed', { ...honest, title: 7 }],
    ['malformed', { ...honest, header: 'YouTube', time: 'yesterday' }],
    ['not_music', { ...honest, header: 'YouTube' }],
    ['not_music', { ...honest, header: undefined }],
    ['not_music', { ...honest, details: [{ name: 'Von Google Anzeigen' }] }],
    ['not_music', { ...honest, titleUrl: 'https://music.youtube.com/search?q=secret' }],
    ['not_music', { ...honest, header: 'YouTube', titleUrl: undefined, subtitles: undefined }],
    ['no_title', { ...honest, subtitles: undefined }],
    ['no_title', { ...honest, subtitles: [] }],
    ['no_title', { ...honest, subtitles: [{ name: ' ' }] }],
    ['no_title', { ...honest, titleUrl: undefined, title: 'Watched a video that has been removed' }],
    ['no_title', { ...honest, title: 'Watched https://music.youtube.com/watch?v=aaaaaaaaaaa' }],
    ['no_title', { ...honest, title: ' ' }]
  ])('is left out as %s: %j', async (reason, row) => {
    const { report } = await importRows(honest, { ...honest, time: '2024-03-09T18:00:00Z' }, row);
    expect(report).toMatchObject({ records: 3, plays: 2, rejected: { [reason]: 1 } });
  });

  it.each([
    ['https://www.youtube.com/watch?v=a-_aaaaaaa1', 'https://music.youtube.com/watch?v=a-_aaaaaaa1'],
    ['https://music.youtube.com/watch?v=aaaaaaaaaaa&list=x', 'https://music.youtube.com/watch?v=aaaaaaaaaaa'],
    ['https://www.youtube.com/watch?v=tooShort', undefined],
    ['https://www.youtube.com/watch?v=aaaaaaaaaaaa', undefined],
    ['https://evil.example/watch?v=aaaaaaaaaaa', undefined],
    ['javascript:alert(1)//www.youtube.com/watch?v=aaaaaaaaaaa', undefined]
  ])('with the address %s keeps %s', async (titleUrl, uri) => {
    const { plays } = await importRows(honest, { ...honest, title: 'Watched Other', titleUrl });
    expect(plays.find(({ title }) => title === 'Other')?.uri).toBe(uri);
  });

  it.each([
    ['Paper Lantern', 'Quiet Harbour – Thema', 'Quiet Harbour', 'Paper Lantern'],
    ['A - B', 'Quiet Harbour - Topic', 'Quiet Harbour', 'A - B'],
    ['Quiet Harbour - Paper Lantern (Official Video)', 'Some Label', 'Quiet Harbour', 'Paper Lantern'],
    ['Quiet Harbour – Tide [Official Music Video] (Live)', 'Some Label', 'Quiet Harbour', 'Tide (Live)'],
    ['Quiet Harbour - Tide - Part 2 (4K)', 'Some Label', 'Quiet Harbour', 'Tide - Part 2'],
    ['Paper Lantern (Lyrics)', 'QuietHarbourVEVO', 'QuietHarbour', 'Paper Lantern'],
    ['(Official Video)', 'Quiet Harbour', 'Quiet Harbour', '(Official Video)'],
    ['Paper Lantern (Videotape)', 'Quiet Harbour', 'Quiet Harbour', 'Paper Lantern (Videotape)'],
    ['Jay-Z', 'VEVO', 'VEVO', 'Jay-Z']
  ])('called %s on the channel %s is by %s: %s', async (video, channel, artist, title) => {
    const { plays } = await importRows({
      ...honest,
      title: `Watched ${video}`,
      subtitles: [{ name: channel }]
    });
    expect(plays).toMatchObject([{ artist, title }]);
  });
});

describe('the words around the titles', () => {
  it.each([
    ['English', 'Watched ', ''],
    ['German', '', ' angesehen'],
    ['French', 'Vous avez regardé ', ''],
    ['Spanish', 'Has visto ', ''],
    ['Italian', 'Hai guardato ', ''],
    ['Dutch', 'Je hebt naar ', ' gekeken'],
    ['Swedish', 'Tittade på ', ''],
    ['Danish', 'Så ', ''],
    ['Norwegian', 'Så på ', ''],
    ['Finnish', '', ' katsottiin'],
    ['Polish', 'Obejrzano: ', ''],
    ['Russian', 'Просмотрено видео ', ''],
    ['Turkish', '', ' adlı videoyu izlediniz'],
    ['Japanese', '', ' を視聴しました'],
    ['Korean', '', ' 을(를) 시청했습니다.'],
    ['Arabic', 'تمت مشاهدة ', ' .'],
    ['Hindi', '', ' देखा'],
    ['a language nobody thought of', 'Mirita: ', ' (fine)']
  ])('are taken off in %s', async (_, before, after) => {
    const { plays } = await importRows(...wrapped(before, after));
    expect(plays.map(({ title }) => title)).toEqual(SONGS);
  });

  it('are known from a single title, and stay where there are none', async () => {
    const german = await importRows({ ...honest, title: 'Paper Lantern angesehen' });
    expect(german.plays).toMatchObject([{ title: 'Paper Lantern' }]);
    const none = await importRows({ ...honest, title: 'Paper Lantern' });
    expect(none.plays).toMatchObject([{ title: 'Paper Lantern' }]);
  });

  it('are those of the file, even where a song ends like another language', async () => {
    const { plays } = await importRows(...wrapped('Watched ', ''), {
      ...honest,
      title: 'Watched Er hat mich angesehen'
    });
    expect(plays.map(({ title }) => title)).toContain('Er hat mich angesehen');
  });

  it('are found in the many rows that follow, too', async () => {
    const rows = Array.from({ length: 300 }, (_, minute) => ({
      ...honest,
      title: `Song ${minute} angesehen`,
      time: new Date(Date.UTC(2024, 0, 1, 0, minute)).toISOString()
    }));
    const { plays } = await importRows(...rows);
    expect(plays.map(({ title }) => title)).toEqual(rows.map((_, minute) => `Song ${minute}`));
  });
});

describe('a file', () => {
  const text = JSON.stringify([honest, { ...honest, time: '2024-03-09T18:00:00.000Z' }]);

  it.each([
    ['with a mark and line breaks', '\ufeff' + JSON.stringify([honest], null, 2).replaceAll('\n', '\r\n')],
    ['wrapped in an object', `{ "items" : ${JSON.stringify([honest])}, "next": null}`],
    ['with escaped addresses', JSON.stringify([honest]).replaceAll('=', '\\u003d')],
    ['with a translated name', JSON.stringify([honest])]
  ])('%s is read', async (_, content) => {
    const { report, plays } = await importOne(jsonFile('Wiedergabeverlauf.json', content));
    expect(report).toMatchObject({ plays: 1, rejected: { malformed: 0 }, problems: [] });
    expect(plays).toMatchObject([{ title: 'Paper Lantern', uri: honest.titleUrl }]);
  });

  it('that breaks off keeps its whole rows and says so', async () => {
    const { report } = await importOne(jsonFile('watch-history.json', text.slice(0, -40)));
    expect(report).toMatchObject({ plays: 1, problems: [{ code: 'truncated' }] });
  });

  it('is claimed by this importer alone', async () => {
    expect(await claims('x.json', text)).toEqual(['youtube-music']);
    expect(await claims(sample.name, sample.bytes)).toEqual(['youtube-music']);
  });

  it.each([
    [
      'a search history',
      [
        {
          ...honest,
          header: 'YouTube',
          title: 'Searched for secret',
          titleUrl: 'https://www.youtube.com/results?search_query=secret'
        }
      ]
    ],
    ['another activity', [{ ...honest, header: 'Search', titleUrl: 'https://www.google.com/search?q=x' }]],
    ['Spotify', [{ ts: '2024-03-09T19:04:11Z', ms_played: 1 }]],
    ['no rows', []]
  ])('with %s is not claimed', async (_, rows) => {
    expect(await claims('watch-history.json', JSON.stringify(rows))).not.toContain('youtube-music');
  });

  it('as in the sample is read', async () => {
    const { report } = await importOne(new File([sample.bytes], sample.name));
    expect(report).toMatchObject({ records: 8, plays: 5, rejected: { no_title: 2, not_music: 1 } });
  });
});
