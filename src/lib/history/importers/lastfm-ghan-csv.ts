import type { Importer } from './importer.ts';
import { NO_RECORD, type Table, headerIn, readTable, wholeNumber } from './table.ts';
import { recordingUri } from './uri.ts';

const TABLE: Table = { delimiter: ',', names: ['uts', 'utc_time', 'artist', 'track'] };

/** The table that mainstream.ghan.nl makes of a Last.fm account. */
export const lastfmGhanCsv = (): Importer => ({
  format: 'lastfm-ghan-csv',
  source: 'lastfm',

  recognises: ({ head }) => headerIn(head, TABLE) !== undefined,

  async read(member, rows) {
    await readTable(member, TABLE, rows, (cell) => {
      // What is playing while the table is made has no time, and will be listed later as a play.
      if (cell('uts') === '' && cell('utc_time') === '' && cell('track') !== '') return NO_RECORD;
      return {
        artist: cell('artist'),
        title: cell('track'),
        album: cell('album'),
        uri: recordingUri(cell('track_mbid')),
        startedAt: 1000 * wholeNumber(cell('uts'))
      };
    });
  }
});
