import { describe, expect, it } from 'vitest';
import { sample } from '../../../fixtures/samples/deezer.ts';
import { type Table, workbook } from '../../../fixtures/workbook.ts';
import { claims, importOne } from './reading.ts';

const honest = {
  'Song Title': 'Paper Lantern' as string | number,
  Artist: 'Quiet Harbour',
  ISRC: 'GBAAA2400001',
  'Album Title': 'Slow Tide',
  'IP Address': '203.0.113.7',
  'Listening Time': 201 as string | number,
  'Platform Model': 'sentinel-phone',
  Date: '2024-03-09 19:00:50' as string | number
};

function book(...rows: (typeof honest)[]): Table {
  return [Object.keys(honest), ...rows.map((row) => Object.values(row))];
}

function importSheet(table: Table, name = '10_listeningHistory') {
  return importOne(new File([workbook({ [name]: table })], 'deezer-data_4711.xlsx'));
}

describe('a row', () => {
  it('is taken with its recording and its start', async () => {
    const { report, plays } = await importSheet(book(honest));
    expect(report).toMatchObject({
      path: 'deezer-data_4711.xlsx/10_listeningHistory',
      format: 'deezer',
      records: 1,
      plays: 1,
      problems: []
    });
    expect(plays).toEqual([
      {
        artist: 'Quiet Harbour',
        title: 'Paper Lantern',
        album: 'Slow Tide',
        uri: 'isrc:GBAAA2400001',
        startedAt: '2024-03-09T19:00:50.000Z',
        msPlayed: 201_000,
        skipped: false,
        source: 'deezer'
      }
    ]);
  });

  it.each<[reason: string, fields: Partial<typeof honest>]>([
    ['malformed', { Date: '' }],
    ['malformed', { Date: '09/03/2024' }],
    ['malformed', { Date: '2024-02-30 19:00:50' }],
    ['malformed', { Date: '1999-12-31 23:59:59' }],
    ['malformed', { Date: 99_999 }],
    ['malformed', { 'Listening Time': -2 }],
    ['malformed', { 'Listening Time': 86_401 }],
    ['malformed', { 'Listening Time': 'long' }],
    ['no_title', { 'Song Title': '' }],
    ['no_title', { Artist: ' \u200b' }]
  ])('is left out as %s: %j', async (reason, fields) => {
    const { report } = await importSheet(book(honest, { ...honest, ...fields }));
    expect(report).toMatchObject({ records: 2, plays: 1, rejected: { [reason]: 1 } });
  });

  it.each<[fields: Partial<typeof honest>, expected: object]>([
    [{ 'Listening Time': 29 }, { msPlayed: 29_000, skipped: true }],
    [{ 'Listening Time': 30 }, { msPlayed: 30_000, skipped: false }],
    [{ 'Listening Time': -1 }, { msPlayed: -1, skipped: false }],
    [{ 'Listening Time': '' }, { msPlayed: -1, skipped: false }],
    [{ Date: 45_360.791_666_666_7 }, { startedAt: '2024-03-09T19:00:00.000Z' }],
    [{ 'Song Title': 99 }, { title: '99' }],
    [{ ISRC: 'javascript:1' }, { uri: undefined }],
    [{ 'Album Title': '' }, { album: undefined }]
  ])('with %j is taken as %j', async (fields, expected) => {
    const { plays } = await importSheet(book({ ...honest, ...fields }));
    expect(plays).toMatchObject([expected]);
  });
});

describe('a workbook', () => {
  it.each([
    ['French', ['Titre', 'Artiste', 'ISRC', "Titre de l'album", "Temps d'écoute", "Date d'écoute"]],
    ['French, typeset', ['Titre', 'Artiste', 'ISRC', 'Titre de l’album', 'Temps d’écoute', 'Date d’écoute']],
    ['German', ['Titel', 'Künstler', 'ISRC', 'Albumtitel', 'Hördauer', 'Datum']],
    ['Spanish', ['Título', 'Artista', 'ISRC', 'Título del álbum', 'Tiempo de escucha', 'Fecha']]
  ])('in %s is read', async (_, header) => {
    const row = ['Paper Lantern', 'Quiet Harbour', 'GBAAA2400001', 'Slow Tide', 201, '2024-03-09 19:00:50'];
    const { plays } = await importSheet([header, row], 'listening');
    expect(plays).toMatchObject([
      { title: 'Paper Lantern', album: 'Slow Tide', msPlayed: 201_000, startedAt: '2024-03-09T19:00:50.000Z' }
    ]);
  });

  it('gives only its listening history to this importer alone', async () => {
    expect(
      await claims(
        '10_listeningHistory',
        book(honest)
          .map((row) => row.join(','))
          .join('\n')
      )
    ).toEqual(['deezer']);
    expect(await claims('8_favoriteSong', 'Song Title,Artist,ISRC,Album Title\na,b,c,d\n')).toEqual([]);
    expect(await claims('x.csv', 'Artist,Title,Date\na,b,c\n')).not.toContain('deezer');
  });

  it('as in the sample is read, and nothing personal of it is kept', async () => {
    const { report, plays } = await importOne(new File([sample.bytes], sample.name));
    expect(report).toMatchObject({ records: 6, plays: 3, skips: 1, rejected: { no_title: 1, malformed: 1 } });
    expect(JSON.stringify([report, plays])).not.toMatch(/203\.0|sentinel/);
  });
});
