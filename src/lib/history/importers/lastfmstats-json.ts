import { readJsonArrayAt } from '../reading/json-array-at.ts';
import { TRUNCATED } from '../reading/problem.ts';
import { type Claim, isObject, take } from './checks.ts';
import type { Importer } from './importer.ts';

/** What lastfmstats.com exports of a Last.fm account as JSON. */
export const lastfmstatsJson = (): Importer => ({
  format: 'lastfmstats-json',
  source: 'lastfm',

  recognises({ head }) {
    // Maloja's files have "scrobbles", too, but their tracks are objects.
    return (
      head.startsWith('{') &&
      /"scrobbles"\s*:\s*\[/.test(head) &&
      !/"maloja"\s*:/.test(head) &&
      (/"track"\s*:\s*"/.test(head) || /"username"\s*:/.test(head))
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
  if (!isObject(record)) return undefined;
  const { artist, track, album, date } = record;
  return { artist, title: track, album, startedAt: date };
}
