import { firstRecords } from './reading/csv.ts';

/* eslint-disable no-control-regex -- files that are no text begin with control characters */
/** By the beginning of a file, as `Member` shows it: bytes that are no text look like windows-1252 there. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^(?:\u00ff\u00d8\u00ff|\u2030PNG|GIF8|RIFF[^]{4}WEBP|[^]{4}ftyp(?:heic|mif1|avif)|<svg)/, 'a picture'],
  [/^%PDF/, 'a PDF'],
  [/^(?:ID3|fLaC|OggS|RIFF[^]{4}WAVE|\u00ff[\u00fb\u00f3\u00f2]|[^]{4}ftypM4A)/, 'a piece of music'],
  [/^(?:[^]{4}ftyp|\u001aE|RIFF[^]{4}AVI )/, 'a video'],
  [
    /^(?:7z\u00bc|Rar!\u001a|\u001f\u2039|\u00fd7zXZ|BZh\d)/,
    'an archive that is not a zip (unpack it first)'
  ],
  [/^SQLite format/, 'a database'],
  [/^(?:<!doctype html|<html)/i, 'a web page'],
  [/^#EXTM3U/, 'a playlist'],
  [/^</, 'an XML file'],
  [/[\u0000-\u0008\u000e-\u001a]/, 'a file that is not text'],
  [/^[[{]/, 'a JSON file']
];
/* eslint-enable no-control-regex */

const DELIMITERS = [',', ';', '\t'];
/** What the name of a column looks like. Anything else may be the data of somebody, which a report must not keep. */
const COLUMN = /^\p{L}[\p{L} _()/#.-]{0,29}$/u;
const MAX_COLUMNS = 6;

/** Says in a few words what a file looks like. @param head the beginning of its text. */
export function kindOf(head: string): string {
  for (const [pattern, kind] of KINDS) if (pattern.test(head)) return kind;
  const tables = DELIMITERS.map((delimiter) => firstRecords(head, delimiter));
  const table = tables.find(
    ([first, second]) => first && first.length > 1 && second?.length === first.length
  );
  if (!table) return 'a text file';
  const columns = (table[0] ?? []).map((cell) => cell.trim());
  if (!columns.every((name) => COLUMN.test(name))) return 'a table';
  const shown = columns.slice(0, MAX_COLUMNS).join(', ');
  return `a table with the columns ${shown}${columns.length > MAX_COLUMNS ? ', …' : ''}`;
}
