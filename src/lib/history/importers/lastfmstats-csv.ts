import { Columns } from '../reading/columns.ts';
import type { Importer } from './importer.ts';
import { type Table, headerIn, readTable, wholeNumber } from './table.ts';

const TABLE: Table = { delimiter: ';', names: ['artist', 'album', 'track'] };
/** Carries the name of the account, which nobody needs. */
const DATE = /^date#/i;

/** The table that lastfmstats.com makes of a Last.fm account. */
export const lastfmstatsCsv = (): Importer => ({
  format: 'lastfmstats-csv',
  source: 'lastfm',

  recognises: ({ head }) => dateColumn(headerIn(head, TABLE)) !== undefined,

  async read(member, rows) {
    const date = dateColumn(headerIn(member.head, TABLE)) ?? '';
    await readTable(member, TABLE, rows, (cell) => ({
      artist: cell('artist'),
      title: cell('track'),
      album: cell('album'),
      startedAt: wholeNumber(cell(date))
    }));
  }
});

function dateColumn(columns: Columns | undefined): string | undefined {
  return columns?.header
    .find((name) => DATE.test(name.trim()))
    ?.trim()
    .toLowerCase();
}
