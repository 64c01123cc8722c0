import { EARSHOT_FORMAT, EARSHOT_VERSION } from '../export/earshot.ts';
import { readJsonLines } from '../reading/json-lines.ts';
import { Refused, TRUNCATED } from '../reading/problem.ts';
import { SOURCES, type Source } from '../sources.ts';
import { isObject, judge } from './checks.ts';
import type { Importer, Rows } from './importer.ts';
import { knownUri } from './uri.ts';

const HEADER = new RegExp(`^\\{\\s*"format"\\s*:\\s*"${EARSHOT_FORMAT}"`);

/** Earshot's own export: every play with where it first came from. */
export const earshot = (): Importer => ({
  format: 'earshot',
  // Never used, because each line names its own.
  source: 'spotify-extended',

  recognises({ head }) {
    return HEADER.test(head);
  },

  async read(member, rows) {
    let begun = false;
    const complete = await readJsonLines(member.utf8(), (record) => {
      if (begun) takeLine(record, rows);
      else checkHeader(record);
      begun = true;
    });
    if (!complete) rows.problem(TRUNCATED);
  }
});

function checkHeader(record: unknown): void {
  const version = isObject(record) ? record['version'] : undefined;
  if (typeof version !== 'number' || version <= EARSHOT_VERSION) return;
  throw new Refused(
    'newer_version',
    'This file was made by a newer version of Earshot. Close Earshot and open it again to update it, then choose the file again.'
  );
}

function takeLine(record: unknown, rows: Rows): void {
  const row = rowOf(record);
  if (typeof row === 'string') rows.reject(row);
  else rows.add(row);
}

function rowOf(record: unknown): ReturnType<typeof judge> {
  if (!isObject(record)) return 'malformed';
  const { artist, title, album, uri, startedAt, msPlayed, skipped, source } = record;
  if (typeof skipped !== 'boolean' || !isListed(source)) return 'malformed';
  const row = judge({ artist, title, album, uri: knownUri(uri), startedAt, msPlayed });
  // Whether it was skipped is as it was exported, not judged again.
  return typeof row === 'string' ? row : { ...row, skipped, source };
}

function isListed(source: unknown): source is Source {
  return source !== 'sample' && (SOURCES as readonly unknown[]).includes(source);
}
