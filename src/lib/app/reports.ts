import type { FileReport, ImportReport, RejectReason } from '$lib/history/index.ts';
import { countOf, formatBytes, formatCount } from './format.ts';
import type { FileState } from './imports.svelte.ts';

/** What became of one file, in words. */
export interface FileAccount {
  /** What the file lies in, with the slash; empty for a loose one. */
  folder: string;
  name: string;
  format: string;
  taken: string;
  /** What was left out and why; empty when everything was taken. */
  leftOut: string[];
  problems: string[];
  /** What is worth knowing, and nothing to mend. */
  notes: string[];
}

const formats: Readonly<Record<string, string>> = {
  'spotify-extended': 'Spotify extended streaming history',
  'spotify-account': 'Spotify account data',
  listenbrainz: 'ListenBrainz',
  'lastfm-api-json': 'Last.fm (API answers)',
  'lastfm-ghan-json': 'Last.fm (JSON of ghan.nl)',
  'lastfmstats-json': 'Last.fm (JSON of lastfmstats.com)',
  'lastfm-to-csv': 'Last.fm (table of lastfm-to-csv)',
  'lastfm-ghan-csv': 'Last.fm (table of ghan.nl)',
  'lastfmstats-csv': 'Last.fm (table of lastfmstats.com)',
  librefm: 'Libre.fm',
  rockbox: 'Rockbox log',
  tidal: 'Tidal',
  'pano-scrobbler-csv': 'Pano Scrobbler (table)',
  'pano-scrobbler-jsonl': 'Pano Scrobbler (JSON Lines)',
  'youtube-music': 'YouTube Music',
  'youtube-music-html': 'YouTube Music (web page)',
  'apple-music': 'Apple Music',
  deezer: 'Deezer',
  maloja: 'Maloja',
  koito: 'Koito',
  earshot: 'Earshot export',
  'earshot-backup': 'Earshot backup',
  unknown: 'Not recognised'
};

/** Files that are described one by one. Real exports have some dozens; a zip may have thousands. */
const MOST_SHOWN = 50;
/** Different problems that are told of the others. */
const MOST_PROBLEMS = 10;

/** Of an import that knows more than a file alone would say: nothing is wrong with it. */
const NOTES: ReadonlySet<string> = new Set(['near_duplicates', 'known_elsewhere']);

/** In the order of telling. */
const REASONS: readonly RejectReason[] = ['not_music', 'private', 'no_title', 'duplicate', 'malformed'];

const reasonWords: Readonly<Record<RejectReason, (n: number) => string>> = {
  not_music: (n) => countOf(n, 'podcast, audiobook or video', 'podcasts, audiobooks and videos'),
  private: (n) => `${formatCount(n)} in private sessions`,
  no_title: (n) => `${formatCount(n)} without a title`,
  duplicate: (n) => countOf(n, 'duplicate'),
  malformed: (n) => countOf(n, 'unreadable entry', 'unreadable entries')
};

/**
 * Every file of an import; where there are several, what they come to together first. Of very many, the rest is
 * described as one.
 */
export function describeFiles({ files }: ImportReport): FileAccount[] {
  const rest = files.slice(MOST_SHOWN);
  return [
    ...(files.length > 1 ? [describeTogether(files, `All ${files.length} files`)] : []),
    ...files.slice(0, MOST_SHOWN).map(describeFile),
    ...(rest.length > 0
      ? [
          {
            ...describeTogether(rest, `And ${countOf(rest.length, 'more file')}`),
            problems: problemsOf(rest)
          }
        ]
      : [])
  ];
}

/** What is wrong with these files, each problem once. */
function problemsOf(files: readonly FileReport[]): string[] {
  const counts = new Map<string, number>();
  for (const { problems } of files)
    for (const { code, message } of problems)
      if (!NOTES.has(code)) counts.set(message, (counts.get(message) ?? 0) + 1);
  return [...counts]
    .slice(0, MOST_PROBLEMS)
    .map(([message, count]) => (count > 1 ? `${formatCount(count)} times: ${message}` : message));
}

function describeTogether(files: readonly FileReport[], path: string): FileAccount {
  const total: FileReport = {
    path,
    format: '',
    records: 0,
    plays: 0,
    skips: 0,
    rejected: { malformed: 0, not_music: 0, no_title: 0, private: 0, duplicate: 0 },
    problems: []
  };
  for (const { records, plays, skips, rejected } of files) {
    total.records += records;
    total.plays += plays;
    total.skips += skips;
    for (const reason of REASONS) total.rejected[reason] += rejected[reason];
  }
  return describeFile(total);
}

function describeFile(report: FileReport): FileAccount {
  const end = report.path.lastIndexOf('/') + 1;
  return {
    folder: report.path.slice(0, end),
    name: report.path.slice(end),
    format: nameFormat(report),
    taken: describeTaken(report),
    leftOut: REASONS.filter((reason) => report.rejected[reason] > 0).map((reason) =>
      reasonWords[reason](report.rejected[reason])
    ),
    problems: report.problems.filter(({ code }) => !NOTES.has(code)).map(({ message }) => message),
    notes: report.problems.filter(({ code }) => NOTES.has(code)).map(({ message }) => message)
  };
}

function nameFormat({ format, problems }: FileReport): string {
  // A zip that could not be read to its end is no mystery, and what was in it has accounts of its own.
  const mystery = problems.some(({ code }) => code === 'unknown_format' || code === 'wrong_download');
  if (format === 'unknown' && problems.length > 0 && !mystery) return 'Not read, or not all of it';
  return formats[format] ?? format;
}

function describeTaken({ plays, skips, records, rejected }: FileReport): string {
  if (plays === 0 && skips === 0) return records > 0 && rejected.duplicate > 0 ? 'Nothing new' : 'Nothing';
  const taken = [];
  if (plays > 0) taken.push(countOf(plays, 'play'));
  if (skips > 0) taken.push(countOf(skips, 'skip'));
  return taken.join(', ');
}

/** The whole import in one sentence. */
export function describeImport({ files }: ImportReport): string {
  const sum = (pick: (file: FileReport) => number) => files.reduce((total, file) => total + pick(file), 0);
  const plays = sum((file) => file.plays);
  const skips = sum((file) => file.skips);
  if (plays > 0)
    return `Added ${countOf(plays, 'play')}${skips > 0 ? ` and ${countOf(skips, 'skip')}` : ''}.`;
  if (skips > 0) return `Added ${countOf(skips, 'skip')}.`;
  if (sum((file) => file.rejected.duplicate) > 0) return 'Nothing new: all of it was here already.';
  return 'Nothing was added.';
}

/** How far an import has come with one of its files. */
export function describeFileState(
  { name, size, progress }: FileState,
  index: number,
  current: number
): { name: string; detail: string; value: number } {
  const bytes = formatBytes(size);
  if (index < current) return { name, detail: `${bytes}, read`, value: 1 };
  if (index > current || !progress) return { name, detail: `${bytes}, waiting`, value: 0 };
  const entries = `${countOf(progress.records, 'entry', 'entries')} so far`;
  if (progress.phase === 'saving') return { name, detail: `Saving, ${entries}`, value: 1 };
  const { bytesRead, bytesTotal } = progress;
  return {
    name,
    detail: `${formatBytes(bytesRead)} of ${formatBytes(bytesTotal)}, ${entries}`,
    value: bytesTotal > 0 ? Math.min(1, bytesRead / bytesTotal) : 0
  };
}
