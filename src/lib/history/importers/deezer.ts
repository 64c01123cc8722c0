import { Columns } from '../reading/columns.ts';
import { readCsv } from '../reading/csv.ts';
import { TRUNCATED } from '../reading/problem.ts';
import { cellOf, columnsIn } from './cells.ts';
import { type Claim, take } from './checks.ts';
import type { Importer } from './importer.ts';
import { parseUtc } from './time.ts';
import { isrcUri } from './uri.ts';

/** In English, French, German and Spanish. The address of the network and the device are not looked at. */
const NAMES = {
  title: [
    'song title',
    'titre',
    'titre de la chanson',
    'songtitel',
    'titel',
    'título de la canción',
    'título'
  ],
  artist: ['artist', 'artiste', 'künstler', 'künstler*in', 'artista'],
  album: [
    'album title',
    "titre de l'album",
    'titre de l’album',
    'albumtitel',
    'título del álbum',
    'album',
    'álbum'
  ],
  isrc: ['isrc'],
  seconds: [
    'listening time',
    "temps d'écoute",
    'temps d’écoute',
    "durée d'écoute",
    'durée d’écoute',
    'hördauer',
    'wiedergabezeit',
    'tiempo de escucha'
  ],
  date: ['date', "date d'écoute", 'date d’écoute', 'datum', 'fecha', 'fecha de escucha']
} as const;

type Name = keyof typeof NAMES;

/** Days from the beginning of Excel's calendar to that of Unix. */
const EXCEL_EPOCH = 25_569;
const SECONDS_OF_DAY = 86_400;

/** Deezer's personal data, of which one sheet is the listening history. See `reading/xlsx.ts`. */
export const deezer = (): Importer => ({
  format: 'deezer',
  source: 'deezer',

  recognises({ name, head }) {
    const columns = columnsIn(head);
    const has = (column: Name) => NAMES[column].some((alias) => columns.has(alias));
    if (!has('title') || !has('artist') || !has('date')) return false;
    return (has('isrc') && has('seconds')) || /_listeningHistory$/i.test(name);
  },

  async read(member, rows) {
    let columns: Columns | undefined;
    const complete = await readCsv(member.text(), { delimiter: ',' }, (record) => {
      const known = (columns ??= new Columns(record));
      if (known.header !== record)
        take(
          claimOf((name) => cellOf(known, record, NAMES[name])),
          rows
        );
    });
    if (!complete) rows.problem(TRUNCATED);
  }
});

function claimOf(cell: (name: Name) => string): Claim {
  return {
    artist: cell('artist'),
    title: cell('title'),
    album: cell('album'),
    uri: isrcUri(cell('isrc')),
    startedAt: parseDate(cell('date')),
    msPlayed: parsePlayed(cell('seconds'))
  };
}

/** Seconds; -1 or nothing where it is not known. @returns ms, undefined or NaN. */
function parsePlayed(text: string): number | undefined {
  if (text === '' || text === '-1') return undefined;
  return /^\d{1,9}(?:\.\d+)?$/.test(text) ? Math.round(Number(text) * 1000) : NaN;
}

/** `2024-03-09 19:00:50`, taken for UTC, or days in Excel's calendar. @returns ms since epoch, or NaN. */
function parseDate(text: string): number {
  if (/^\d{5}(?:\.\d+)?$/.test(text)) {
    return Math.round((Number(text) - EXCEL_EPOCH) * SECONDS_OF_DAY) * 1000;
  }
  return parseUtc(`${text.replace(' ', 'T')}Z`);
}
