import type { Importer } from './importer.ts';
import { type Table, headerIn, readTable, wholeNumber } from './table.ts';

const TABLE: Table = { delimiter: ',', names: ['artist', 'track', 'album', 'time'] };

/** Libre.fm's table, under a few lines of comments. */
export const librefm = (): Importer => ({
  format: 'librefm',
  source: 'librefm',

  recognises: ({ head }) => headerIn(head, TABLE) !== undefined,

  async read(member, rows) {
    await readTable(member, TABLE, rows, (cell) => ({
      artist: cell('artist'),
      title: cell('track'),
      album: cell('album'),
      startedAt: 1000 * wholeNumber(cell('time'))
    }));
  }
});
