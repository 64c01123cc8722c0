import { describe, expect, it } from 'vitest';
import { type CellFields, cell, page, sample } from '../../../fixtures/samples/youtube-music-html.ts';
import { claims, importOne } from './reading.ts';

function importPage(text: string, timeZone?: string) {
  return importOne(new File([text], 'watch-history.html'), timeZone);
}

describe('a cell', () => {
  it('is taken with its address and its start', async () => {
    const { report, plays } = await importPage(page([cell()]));
    expect(report).toMatchObject({ format: 'youtube-music-html', records: 1, plays: 1, problems: [] });
    expect(plays).toEqual([
      {
        artist: 'Quiet Harbour',
        title: 'Paper Lantern',
        album: undefined,
        uri: 'https://music.youtube.com/watch?v=aaaaaaaaaaa',
        startedAt: '2024-03-09T19:00:50.000Z',
        msPlayed: -1,
        skipped: false,
        source: 'youtube-music-html'
      }
    ]);
  });

  it.each<[reason: string, fields: CellFields]>([
    ['malformed', { date: 'some day' }],
    ['malformed', { date: 'Jan 1, 1970, 1:00:00 AM UTC' }],
    ['malformed', { header: 'YouTube', date: '' }],
    ['not_music', { header: 'YouTube' }],
    ['not_music', { header: 'Search', channel: '' }],
    ['no_title', { channel: '' }],
    ['no_title', { title: 'https://www.youtube.com/watch?v=aaaaaaaaaaa' }],
    ['no_title', { title: '&nbsp;' }]
  ])('is left out as %s: %j', async (reason, fields) => {
    const { report } = await importPage(
      page([cell(), cell({ date: 'Mar 8, 2024, 8:00:50 PM CET' }), cell(fields)])
    );
    expect(report).toMatchObject({ records: 3, plays: 2, rejected: { [reason]: 1 } });
  });

  it('keeps its text as text', async () => {
    const { plays } = await importPage(
      page([
        cell({
          title: '&lt;b&gt;Tide&lt;/b&gt; &amp;amp; &#39;Time&#x27; <i>now</i>',
          channel: 'A&amp;B - Topic'
        })
      ])
    );
    expect(plays).toMatchObject([{ artist: 'A&B', title: "<b>Tide</b> &amp; 'Time' now" }]);
  });

  it('is cut where it is endless, and costs itself', async () => {
    const { report } = await importPage(
      page([cell(), cell({ title: 'x'.repeat(300_000) }), cell({ date: 'Mar 8, 2024, 8:00:50 PM CET' })])
    );
    expect(report).toMatchObject({ records: 3, plays: 2, rejected: { malformed: 1 } });
  });
});

it.each([
  ['title', { title: '(' + 'video '.repeat(9000), channel: 'Label' }],
  ['title of blanks', { title: 'x' + ' '.repeat(60_000) + 'x', channel: 'Label' }],
  ['channel', { channel: 'x' + ' '.repeat(60_000) + 'VEV' }],
  ['header', { header: '"mdl-typography--title">'.repeat(2500) }],
  ['link', { title: '<a '.repeat(20_000) }],
  ['date', { date: '1 h 1 '.repeat(10_000) }]
])('many cells with a hostile %s are read in no time', async (_, fields) => {
  const started = performance.now();
  const { report } = await importPage(page(Array.from({ length: 40 }, () => cell(fields))));
  expect(report.records).toBe(40);
  expect(performance.now() - started).toBeLessThan(5000);
});

describe('a page', () => {
  it('is read in the language of its dates', async () => {
    const german = page([
      cell({ date: '09.03.2024, 20:00:50 MEZ' }),
      cell({ date: '09.07.2023, 20:00:50 MESZ' })
    ]).replaceAll('Watched&nbsp;', '');
    const { plays } = await importPage(german);
    expect(plays.map(({ startedAt }) => startedAt)).toEqual([
      '2023-07-09T18:00:50.000Z',
      '2024-03-09T19:00:50.000Z'
    ]);
  });

  it('takes a zone that nobody knows for that of the device', async () => {
    const { plays } = await importPage(page([cell({ date: 'Mar 9, 2024, 8:00:50 PM QQT' })]), 'Asia/Tokyo');
    expect(plays).toMatchObject([{ startedAt: '2024-03-09T11:00:50.000Z' }]);
  });

  it('whose dates cannot be read says to choose JSON', async () => {
    const { report } = await importPage(page([cell({ date: '۵ تیر ۱۴۰۳' }), cell({ date: 'x' }), cell()]));
    expect(report).toMatchObject({
      plays: 1,
      rejected: { malformed: 2 },
      problems: [{ code: 'unreadable_dates' }]
    });
    expect(report.problems[0]?.message).toContain('JSON');
  });

  it('does not count what was searched for', async () => {
    const search = cell({
      header: 'YouTube',
      url: 'https://www.youtube.com/results?search_query=secret',
      channel: ''
    });
    const { report } = await importPage(
      page([cell(), cell({ date: 'Mar 8, 2024, 8:00:50 PM CET' }), search])
    );
    expect(report).toMatchObject({ records: 2, plays: 2 });
  });

  it('that breaks off keeps its whole cells and says so', async () => {
    const text = page([cell(), cell({ date: 'Mar 8, 2024, 8:00:50 PM CET' })]);
    for (const end of [text.lastIndexOf('Topic'), text.lastIndexOf('PM CET')]) {
      const { report } = await importPage(text.slice(0, end));
      expect(report).toMatchObject({ records: 1, plays: 1, problems: [{ code: 'truncated' }] });
    }
    const { report } = await importPage(text.slice(0, text.lastIndexOf('saved to')));
    expect(report).toMatchObject({ records: 2, plays: 2, problems: [{ code: 'truncated' }] });
  });

  it('of many cells is read whole, wherever it is cut into pieces', async () => {
    const cells = Array.from({ length: 700 }, (_, minute) => {
      const date = new Date(Date.UTC(2024, 0, 1, 0, minute)).toLocaleString('en-US', {
        dateStyle: 'medium',
        timeStyle: 'long',
        timeZone: 'UTC'
      });
      return cell({ title: `Song ${minute}`, date });
    });
    const { report, plays } = await importPage(page(cells));
    expect(report).toMatchObject({ records: 700, plays: 700, problems: [] });
    expect(plays.map(({ title }) => title)).toEqual(cells.map((_, minute) => `Song ${minute}`));
  });

  it('is claimed by this importer alone', async () => {
    expect(await claims(sample.name, sample.bytes)).toEqual(['youtube-music-html']);
    expect(await claims('Wiedergabeverlauf.html', page([cell()]))).toEqual(['youtube-music-html']);
    expect(await claims('x.html', page([cell()], '.mdl-x{}'.repeat(20_000)))).toEqual(['youtube-music-html']);
  });

  it.each([
    [
      'of searches',
      page([
        cell({ header: 'YouTube', url: 'https://www.youtube.com/results?search_query=secret', channel: '' })
      ])
    ],
    ['of other activity', page([cell({ header: 'Search', url: 'https://www.google.com/search?q=x' })])],
    ['from elsewhere', '<html><body>YouTube Music watch?v=</body></html>']
  ])('%s is not claimed', async (_, text) => {
    expect(await claims('watch-history.html', text)).toEqual([]);
  });

  it('as in the sample is read', async () => {
    const { report } = await importOne(new File([sample.bytes], sample.name));
    expect(report).toMatchObject({
      records: 6,
      plays: 4,
      rejected: { not_music: 1, no_title: 1 },
      problems: []
    });
  });
});
