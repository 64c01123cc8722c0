import type { Importer } from './importer.ts';
import { type Table, headerIn, readTable, wholeNumber } from './table.ts';
import { parseUtc } from './time.ts';
import { WallClock } from './wall-clock.ts';

const TABLE: Table = { delimiter: ',', names: ['entry_date', 'track_title', 'artist_name'] };
/** Videos are sold as products of their own. */
const VIDEO = /video/i;
/** `09/03/2024 19:00` */
const SHORT_DATE = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d:\d\d)$/;
/** `2024-03-09 19:00:50`, with whatever may follow the second. */
const LONG_DATE = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d{1,9})?Z?$/;

/** The plays in what Tidal sends on request, mostly called `streaming.csv`. */
export const tidal = (): Importer => ({
  format: 'tidal',
  source: 'tidal',

  recognises: ({ head }) => headerIn(head, TABLE) !== undefined,

  async read(member, rows) {
    const clocks = new Clocks();
    await readTable(member, TABLE, rows, (cell) => {
      const heard = cell('stream_duration_ms').trim();
      return {
        artist: cell('artist_name'),
        title: cell('track_title'),
        album: cell('album_name'),
        startedAt: clocks.toUtc(wallTime(cell('entry_date').trim()), cell('time_zone').trim()),
        msPlayed: heard === '' ? undefined : wholeNumber(heard),
        music: !VIDEO.test(cell('product_type'))
      };
    });
  }
});

/** As if it were UTC, ms since epoch, or NaN. */
function wallTime(date: string): number {
  const [, day = '', month = '', year = '', minute] = SHORT_DATE.exec(date) ?? [];
  if (minute) return parseUtc(`${year}-${month}-${day}T${minute}:00Z`);
  const [, calendarDay = '', second = ''] = LONG_DATE.exec(date) ?? [];
  return parseUtc(`${calendarDay}T${second}Z`);
}

/** The clocks of the zones that rows name. */
class Clocks {
  readonly #known = new Map<string, WallClock | undefined>();

  /** Without a zone, or with one that nobody knows, the time is UTC. */
  toUtc(wall: number, timeZone: string): number {
    // Zones that do not exist are as many as somebody likes to make up.
    if (timeZone === '' || timeZone.length > 40) return wall;
    if (!this.#known.has(timeZone) && this.#known.size < 1000) this.#known.set(timeZone, clockOf(timeZone));
    return this.#known.get(timeZone)?.toUtc(wall) ?? wall;
  }
}

function clockOf(timeZone: string): WallClock | undefined {
  try {
    return new WallClock(timeZone);
  } catch {
    return undefined;
  }
}
