import { DOWNLOADS } from './downloads.ts';
import { kindOf } from './file-kinds.ts';
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

/** A file of a service that is not the one that lists plays. */
interface WrongFile {
  readonly format?: string;
  /** By its path, its name or the beginning of its text. */
  readonly path?: RegExp;
  readonly name?: RegExp;
  readonly head?: RegExp;
  readonly what: string;
  readonly instead: string;
}

/** The surest marks first. Files with personal data are told by their names alone. */
const WRONG_FILES: readonly WrongFile[] = [
  {
    format: 'earshot-backup',
    head: /^\{\s*"format"\s*:\s*"earshot-backup"/,
    what: 'This is an Earshot backup, not an export.',
    instead:
      'To put it in the place of what is here, choose “Restore a backup” at the end of the History page.'
  },
  {
    format: 'spotify-account',
    name: /^(?:userdata|yourlibrary|playlist\d*|searchqueries|inferences|identifiers|identity|follow|payments|marquee|wrapped\d*|yoursoundcapsule)\.json$/i,
    head: /"playlists"\s*:\s*\[[^]*"trackUri"\s*:/,
    what: 'This is a part of Spotify\'s "Account data", but not the part that lists plays.',
    instead: DOWNLOADS.spotify
  },
  {
    name: /^search-history\.(?:json|html)$/i,
    head: /youtube\.com\/results\?search_query(?:=|\\u003d)/,
    what: 'This is what was searched for on YouTube, not what was played.',
    instead: DOWNLOADS.youtube
  },
  {
    path: /(?:^|\/)takeout(?:-\d{8}T\d{6}Z[^/]*\.zip)?\//i,
    name: /^archive_browser\.html$/i,
    what: "This is from Google Takeout, but YouTube's history is not in it.",
    instead: DOWNLOADS.youtube
  },
  {
    path: /(?:^|\/)(?:apple_media_services|apple music activity)(?:\.zip)?\//i,
    name: /^apple music [^/]*\.(?:json|csv)$/i,
    head: /"Track Identifier"\s*:[^]*"Track Play Count"\s*:|^<\?xml[^]*<plist/i,
    what: 'This is from Apple Music, but it does not say what was played when.',
    instead: DOWNLOADS.apple
  },
  {
    head: /^<[^]*\blast\.fm\b/i,
    what: 'This is a web page of Last.fm, which shows only a few plays.',
    instead: DOWNLOADS.lastfm
  },
  {
    name: /^(?:feedback|pinned_recording)\.jsonl$/i,
    head: /"recording_msid"\s*:[^]*"score"\s*:/,
    what: 'This is from ListenBrainz, but there are no listens in it.',
    instead: DOWNLOADS.listenbrainz
  },
  {
    path: /(?:^|\/)deezer-data_[^/]*\.xlsx(?:\/|$)/i,
    what: 'This is from Deezer, but there is no listening history in it.',
    instead: DOWNLOADS.deezer
  }
];

/**
 * Says what a file is that held nothing usable, and which file to choose instead.
 * @param sizeBytes of the chosen file.
 * @param unrecognised what was in it: itself, or the files in the zip.
 */
export function clueTo(sizeBytes: number, unrecognised: readonly Unrecognised[]): Clue {
  if (sizeBytes === 0) return EMPTY_FILE;
  const wrong = WRONG_FILES.find((kind) => unrecognised.some((file) => isOf(kind, file)));
  if (wrong) {
    const { format = 'unknown', what, instead } = wrong;
    return { format, problem: { code: 'wrong_download', message: `${what} ${instead}` } };
  }
  const written = unrecognised.filter(({ head }) => head !== '');
  if (written.length === 0) return NOTHING_INSIDE;
  const kinds = new Set(written.map(({ head }) => kindOf(head)));
  const [kind = ''] = kinds;
  const what =
    written.length === 1
      ? `This looks like ${kind}, not like a listening history that Earshot knows.`
      : `None of the ${written.length} files in it is a listening history that Earshot knows${kinds.size === 1 ? `: each looks like ${kind}` : ''}.`;
  return {
    format: 'unknown',
    problem: { code: 'unknown_format', message: `${what} ${DOWNLOADS.any}` }
  };
}

function isOf({ path, name, head }: WrongFile, file: Unrecognised): boolean {
  const marks = [
    [path, file.path],
    [name, baseName(file.path)],
    [head, file.head]
  ] as const;
  return marks.some(([pattern, text]) => pattern?.test(text));
}

const EMPTY_FILE: Clue = {
  format: 'unknown',
  problem: { code: 'empty', message: 'This file is empty. Its download may have failed: download it again.' }
};

const NOTHING_INSIDE: Clue = {
  format: 'unknown',
  problem: { code: 'empty', message: `There are no listening records in it. ${DOWNLOADS.any}` }
};

/** For a file of a known format without a single record. */
export const NO_RECORDS: Problem = { code: 'empty', message: 'There are no listening records in this file.' };
