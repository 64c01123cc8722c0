import { readJsonArrayAt } from '../reading/json-array-at.ts';
import { TRUNCATED } from '../reading/problem.ts';
import { type Claim, inMs, isObject, take } from './checks.ts';
import type { Importer } from './importer.ts';

/** The export of a Maloja server. */
export const maloja = (): Importer => ({
  format: 'maloja',
  source: 'maloja',

  recognises({ head }) {
    return (
      head.startsWith('{') &&
      /"scrobbles"\s*:\s*\[/.test(head) &&
      (/"maloja"\s*:\s*\{/.test(head) || /"track"\s*:\s*\{/.test(head))
    );
  },

  async read(member, rows) {
    const complete = await readJsonArrayAt(member.utf8(), 'scrobbles', (record) => {
      take(claimOf(record), rows);
    });
    if (!complete) rows.problem(TRUNCATED);
  }
});

function claimOf(record: unknown): Claim | undefined {
  if (!isObject(record) || !isObject(record['track'])) return undefined;
  const { artists, title, album } = record['track'];
  if (!(album == null || isObject(album)) || !isNames(artists)) return undefined;
  return {
    artist: artists.join(', '),
    title,
    album: album?.['albumtitle'],
    startedAt: inMs(record['time']),
    // Seconds heard; the track's `length` is another thing.
    msPlayed: inMs(record['duration'])
  };
}

function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}
