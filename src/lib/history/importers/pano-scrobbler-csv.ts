import type { Importer } from './importer.ts';
import { type Table, headerIn, readTable, wholeNumber } from './table.ts';

const TABLE: Table = { delimiter: ',', names: ['timems', 'artist', 'track'] };

/** The table that Pano Scrobbler writes beside its scrobbling. */
export const panoScrobblerCsv = (): Importer => ({
  format: 'pano-scrobbler-csv',
  source: 'pano-scrobbler',

  recognises: ({ head }) => headerIn(head, TABLE) !== undefined,

  async read(member, rows) {
    await readTable(member, TABLE, rows, (cell) => ({
      artist: cell('artist'),
      title: cell('track'),
      album: cell('album'),
      startedAt: wholeNumber(cell('timems')),
      // Loving a track is no play. Old versions wrote nothing but plays, and did not say so.
      music: /^(?:scrobble)?$/.test(cell('event').trim())
    }));
  }
});
