import { baseName } from './reading/member.ts';
import type { Problem } from './types.ts';

/** What was seen in a chosen file that held no listening history. */
export interface Clue {
  /** Format for the report. */
  format: string;
  problem: Problem;
}

/** A file that no importer recognised. */
export interface Unrecognised {
  path: string;
  head: string;
}

/** Members of Spotify's quick "Account data" download, told by their names alone: they hold personal data. */
const ACCOUNT_NAMES =
  /^(?:streaminghistory_?(?:music|podcast|audiobook)?_?\d*|userdata|yourlibrary|playlist\d*|searchqueries|inferences|identifiers|identity|follow|payments|marquee|wrapped\d*)\.json$/i;
/** Its plays, whatever the file is called now. */
const ACCOUNT_KEYS = /"endTime"\s*:[^}]*"msPlayed"\s*:|"msPlayed"\s*:[^}]*"endTime"\s*:/;

/**
 * Says what a file is that held nothing usable, and which file to choose instead.
 * @param sizeBytes of the chosen file.
 */
export function clueTo(sizeBytes: number, unrecognised: readonly Unrecognised[]): Clue {
  if (sizeBytes === 0) return EMPTY_FILE;
  if (unrecognised.some(isAccountData)) return ACCOUNT_DATA;
  if (unrecognised.every(({ head }) => head === '')) return NOTHING_INSIDE;
  return UNKNOWN;
}

function isAccountData({ path, head }: Unrecognised): boolean {
  return ACCOUNT_NAMES.test(baseName(path)) || ACCOUNT_KEYS.test(head);
}

const EMPTY_FILE: Clue = {
  format: 'unknown',
  problem: { code: 'empty', message: 'This file is empty. Its download may have failed: download it again.' }
};

const NOTHING_INSIDE: Clue = {
  format: 'unknown',
  problem: {
    code: 'empty',
    message:
      'There are no listening records in it. Choose the zip that Spotify sent you, or the JSON files in it.'
  }
};

const ACCOUNT_DATA: Clue = {
  format: 'spotify-account',
  problem: {
    code: 'wrong_download',
    message:
      'This is Spotify\'s "Account data", which covers only the last year and leaves out much. Ask for "Extended streaming history" on the privacy page of your account (spotify.com/account/privacy). It takes up to 30 days to arrive; then choose that zip here.'
  }
};

const UNKNOWN: Clue = {
  format: 'unknown',
  problem: {
    code: 'unknown_format',
    message:
      'Earshot does not know this kind of file. It reads Spotify\'s "Extended streaming history": the zip as it was sent, or the files called Streaming_History_Audio in it.'
  }
};

/** For a file of a known format without a single record. */
export const NO_RECORDS: Problem = { code: 'empty', message: 'There are no listening records in this file.' };
