import { readJsonArray } from '../reading/json-array.ts';
import { TRUNCATED } from '../reading/problem.ts';
import type { Problem } from '../types.ts';
import { type Claim, isObject, isPlayTime, take } from './checks.ts';
import type { Importer, Rows } from './importer.ts';
import { parseUtc } from './time.ts';

/** `StreamingHistory_music_0.json` (now), `StreamingHistory0.json` (older), and their podcast siblings. */
const NAME = /^streaminghistory_?(?:music|podcast|audiobook)?_?\d*\.json$/i;
const SPOKEN_NAME = /^streaminghistory_(?:podcast|audiobook)/i;

/** The plays in Spotify's quick "Account data" download: without addresses, albums and seconds. */
export const spotifyAccount = (): Importer => {
  let last: Rows | undefined;
  return {
    format: 'spotify-account',
    source: 'spotify-account',

    recognises({ name, head }) {
      if (!head.startsWith('[')) return false;
      return (
        (/"endTime"\s*:/.test(head) && /"msPlayed"\s*:/.test(head)) || (NAME.test(name) && isEmpty(head))
      );
    },

    async read(member, rows) {
      last = rows;
      const spoken = SPOKEN_NAME.test(member.name);
      const complete = await readJsonArray(member.utf8(), (record) => {
        take(claimOf(record, spoken), rows);
      });
      if (!complete) rows.problem(TRUNCATED);
    },

    finish() {
      // Once, though such a download has several files.
      last?.problem(SHORT_DOWNLOAD);
    }
  };
};

function isEmpty(head: string): boolean {
  return /^\[\s*\]/.test(head);
}

function claimOf(record: unknown, spoken: boolean): Claim | undefined {
  if (!isObject(record)) return undefined;
  const msPlayed = record['msPlayed'];
  if (!isPlayTime(msPlayed)) return undefined;
  return {
    artist: record['artistName'],
    title: record['trackName'],
    startedAt: endOf(record['endTime']) - msPlayed,
    msPlayed,
    music: !spoken && record['podcastName'] == null && record['episodeName'] == null
  };
}

/** `2024-03-09 19:04`, UTC, when the play ended. */
function endOf(text: unknown): number {
  if (typeof text !== 'string' || text.length !== 16 || text[10] !== ' ') return NaN;
  return parseUtc(`${text.replace(' ', 'T')}:00Z`);
}

const SHORT_DOWNLOAD: Problem = {
  code: 'short_download',
  message:
    'This is Spotify\'s "Account data", which covers only about the last year and leaves out much. To have all your years, ask for "Extended streaming history" on the privacy page of your account (spotify.com/account/privacy). It takes up to 30 days to arrive; then choose that zip here, too.'
};
