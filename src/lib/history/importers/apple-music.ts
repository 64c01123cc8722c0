import { EARLIEST, LATEST, MAX_PLAY_MS } from '../limits.ts';
import { Columns } from '../reading/columns.ts';
import { readCsv } from '../reading/csv.ts';
import type { Member } from '../reading/member.ts';
import { TRUNCATED } from '../reading/problem.ts';
import { isBlank } from '../text.ts';
import type { Problem } from '../types.ts';
import { ArtistBook } from './apple-artists.ts';
import { Segments } from './apple-segments.ts';
import { cellOf, columnsIn } from './cells.ts';
import { take } from './checks.ts';
import type { Importer, Rows } from './importer.ts';
import { parseUtc } from './time.ts';

const DAY = 86_400_000;

/** The plays. Apple renames columns and moves them about; there are more than a hundred. */
const ACTIVITY = {
  title: ['song name', 'content name'],
  artist: ['artist name'],
  album: ['album name'],
  event: ['event type'],
  endedAt: ['event end timestamp'],
  msPlayed: ['play duration milliseconds'],
  length: ['media duration in milliseconds'],
  endReason: ['end reason type'],
  utcOffset: ['utc offset in seconds'],
  item: ['item type'],
  media: ['media type'],
  device: ['device identifier']
} as const;

interface Plays {
  rows: Rows;
  segments: Segments;
}

/**
 * Apple's "Apple Media Services information": the plays are in `Apple Music Play Activity.csv`, their artists in
 * `Apple Music - Play History Daily Tracks.csv`, and nothing but title and day joins the two. So the plays are
 * collected until all files have been read.
 *
 * A line of the first file is a segment: what was paused and resumed makes several. A record here is a whole listen,
 * however many lines it has; lines that are no segments (the start of a play, the showing of lyrics) are none.
 */
export const appleMusic = (): Importer => {
  const book = new ArtistBook();
  const plays: Plays[] = [];
  /** Of the files with artists. */
  const helpers: Rows[] = [];
  return {
    format: 'apple-music',
    source: 'apple-music',

    recognises: (member) => isActivity(member) || isDaily(member),

    async read(member, rows) {
      if (isDaily(member)) {
        helpers.push(rows);
        await readDaily(member, book, rows);
      } else {
        const segments = new Segments();
        plays.push({ rows, segments });
        await readActivity(member, segments, rows);
      }
    },

    finish() {
      for (const rows of helpers) rows.problem(plays.length > 0 ? HELPED : PLAYS_MISSING);
      for (const { rows, segments } of plays) addListens(segments, book, rows);
    }
  };
};

function isActivity({ head }: Member): boolean {
  return columnsIn(head).has('event type', 'event end timestamp', 'play duration milliseconds');
}

function isDaily({ head }: Member): boolean {
  return columnsIn(head).has('track description', 'date played');
}

async function readDaily(member: Member, book: ArtistBook, rows: Rows): Promise<void> {
  let columns: Columns | undefined;
  const complete = await readCsv(member.text(), { delimiter: ',' }, (record) => {
    if (!columns) {
      columns = new Columns(record);
      return;
    }
    const track = columns.cell(record, 'track description');
    const dash = track.indexOf(' - ');
    const day = parseDay(columns.cell(record, 'date played').trim());
    if (dash < 0 || Number.isNaN(day) || columns.cell(record, 'media type') === 'VIDEO') return;
    const artist = track.slice(0, dash);
    const title = track.slice(dash + 3);
    if (!isBlank(artist) && !isBlank(title)) book.add(title, artist, day);
  });
  if (!complete) rows.problem(TRUNCATED);
}

async function readActivity(member: Member, segments: Segments, rows: Rows): Promise<void> {
  let columns: Columns | undefined;
  const complete = await readCsv(member.text(), { delimiter: ',' }, (record) => {
    const known = (columns ??= new Columns(record));
    if (known.header !== record) takeSegment((name) => cellOf(known, record, ACTIVITY[name]), segments, rows);
  });
  if (!complete) rows.problem(TRUNCATED);
}

function takeSegment(cell: (name: keyof typeof ACTIVITY) => string, segments: Segments, rows: Rows): void {
  if (cell('event') !== 'PLAY_END') return;
  const endReason = cell('endReason');
  const endedAt = parseTime(cell('endedAt'));
  // Moving the playhead is not listening.
  const msPlayed = endReason === 'SCRUB_END' ? 0 : parseNumber(cell('msPlayed'));
  if (!(msPlayed >= 0 && msPlayed <= MAX_PLAY_MS && endedAt <= LATEST && endedAt - msPlayed >= EARLIEST)) {
    rows.reject('malformed');
    return;
  }
  const item = cell('item');
  const radio = item !== '' && item !== 'ITUNES_STORE_CONTENT' && parseNumber(cell('length')) === 0;
  if (cell('media') === 'VIDEO' || radio) {
    rows.reject('not_music');
    return;
  }
  const title = cell('title');
  if (isBlank(title)) {
    rows.reject('no_title');
    return;
  }
  segments.add({
    title,
    artist: cell('artist'),
    album: cell('album'),
    device: cell('device'),
    endedAt,
    msPlayed,
    endReason,
    utcOffset: parseNumber(cell('utcOffset')) || 0
  });
}

function addListens(segments: Segments, book: ArtistBook, rows: Rows): void {
  let nameless = 0;
  for (const { artist: told, title, album, startedAt, msPlayed, day } of segments.listens()) {
    const artist = isBlank(told) ? book.find(title, day) : told;
    if (artist === undefined) nameless++;
    take({ artist, title, album, startedAt, msPlayed }, rows);
  }
  if (nameless > 0) rows.problem(book.isEmpty ? artistsMissing(nameless) : artistsUnknown(nameless));
}

const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,9})?Z?$/;

/** In UTC, whether or not it says so. @returns ms since epoch, or NaN. */
function parseTime(text: string): number {
  const [, seconds = '', fraction = '0'] = TIME.exec(text) ?? [];
  return parseUtc(`${seconds}Z`) + Math.floor(Number(fraction) * 1000);
}

function parseNumber(text: string): number {
  return /^-?\d{1,15}(?:\.\d{1,9})?$/.test(text) ? Math.round(Number(text)) : NaN;
}

/** `20240309`. @returns days since epoch, or NaN. */
function parseDay(text: string): number {
  const [, year = '', month = '', day = ''] = /^(\d{4})-?(\d\d)-?(\d\d)$/.exec(text) ?? [];
  return parseUtc(`${year}-${month}-${day}T00:00:00Z`) / DAY;
}

const HELPED: Problem = {
  code: 'helper',
  message:
    'This file names the artists of the plays in "Apple Music Play Activity.csv". It holds no plays itself.'
};

const PLAYS_MISSING: Problem = {
  code: 'incomplete',
  message:
    'This file only says which artist belongs to which song. The plays are in "Apple Music Play Activity.csv": choose both files together, or the whole zip from Apple.'
};

function artistsMissing(count: number): Problem {
  const plays = count === 1 ? 'One play has' : `${count} plays have`;
  return {
    code: 'artists_missing',
    message: `${plays} no artist, so they were left out: this file does not name artists. Choose it again together with "Apple Music - Play History Daily Tracks.csv", which does, or choose the whole zip from Apple.`
  };
}

function artistsUnknown(count: number): Problem {
  const plays = count === 1 ? 'One play was' : `${count} plays were`;
  return {
    code: 'artists_unknown',
    message: `${plays} left out because Apple's files do not say who the artist was, or name several.`
  };
}
