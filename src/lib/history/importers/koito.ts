import { readJsonArrayAt } from '../reading/json-array-at.ts';
import { TRUNCATED } from '../reading/problem.ts';
import { type Claim, isObject, take } from './checks.ts';
import type { Importer } from './importer.ts';
import { parseRfc3339 } from './time.ts';
import { recordingUri } from './uri.ts';

/** The export of a Koito server. */
export const koito = (): Importer => ({
  format: 'koito',
  source: 'koito',

  recognises({ head }) {
    return (
      head.startsWith('{') &&
      /"listens"\s*:\s*\[/.test(head) &&
      (/"exported_at"\s*:/.test(head) || /"aliases"\s*:/.test(head))
    );
  },

  async read(member, rows) {
    const complete = await readJsonArrayAt(member.utf8(), 'listens', (record) => {
      take(claimOf(record), rows);
    });
    if (!complete) rows.problem(TRUNCATED);
  }
});

function claimOf(record: unknown): Claim | undefined {
  if (!isObject(record)) return undefined;
  const { track, album, listened_at: listenedAt } = record;
  const artists = record['artists'] ?? [];
  if (!isObject(track) || !(album == null || isObject(album))) return undefined;
  if (!Array.isArray(artists) || !artists.every(isObject)) return undefined;
  return {
    artist: artists.map(nameOf).filter(isName).join(', '),
    title: nameOf(track),
    album: album ? nameOf(album) : undefined,
    uri: recordingUri(track['mbid']),
    // The track's `duration` is its length.
    startedAt: typeof listenedAt === 'string' ? parseRfc3339(listenedAt) : NaN
  };
}

/** Of the names that a thing goes by, the main one. */
function nameOf({ aliases }: Readonly<Record<string, unknown>>): unknown {
  if (!Array.isArray(aliases)) return undefined;
  const names = aliases.filter(isObject);
  return (names.find((name) => name['is_primary'] === true) ?? names[0])?.['alias'];
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
