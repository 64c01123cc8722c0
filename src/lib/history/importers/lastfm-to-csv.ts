import { firstRecords, readCsv } from '../reading/csv.ts';
import { TRUNCATED } from '../reading/problem.ts';
import { take } from './checks.ts';
import type { Importer } from './importer.ts';
import { parseUtc } from './time.ts';

const COMMA = { delimiter: ',' };
/** `06 Aug 2023 09:12`, or with a comma before the hour: old versions of the site leave out commas and quotes. */
const DATE = /^(\d\d?) ([A-Z][a-z]{2}) (\d{4}),? (\d\d:\d\d)$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** What of the head is looked at, UTF-16 units, and how many of its records. */
const MAX_START = 8 * 1024;
const MAX_RECORDS = 5;

/** The table that benjaminbenben.com/lastfm-to-csv makes: artist, album, title and minute (UTC), without a header. */
export const lastfmToCsv = (): Importer => ({
  format: 'lastfm-to-csv',
  source: 'lastfm-to-csv',

  recognises({ head }) {
    return firstRecords(head.slice(0, MAX_START), ',')
      .slice(0, MAX_RECORDS)
      .some((cells) => cells.length === 4 && DATE.test(cells[3] ?? ''));
  },

  async read(member, rows) {
    let first = true;
    const complete = await readCsv(member.text(), COMMA, (cells) => {
      const [artist, album, title, date] = cells;
      // What is playing while the table is made stands above it, and will be listed later as a play with its time.
      const playing = first && cells.length === 4 && date === '';
      first = false;
      if (playing) return;
      take(cells.length === 4 ? { artist, album, title, startedAt: startOf(date ?? '') } : undefined, rows);
    });
    if (!complete) rows.problem(TRUNCATED);
  }
});

function startOf(date: string): number {
  const [, day = '', month = '', year = '', time = ''] = DATE.exec(date) ?? [];
  const number = String(MONTHS.indexOf(month) + 1);
  return parseUtc(`${year}-${number.padStart(2, '0')}-${day.padStart(2, '0')}T${time}:00Z`);
}
