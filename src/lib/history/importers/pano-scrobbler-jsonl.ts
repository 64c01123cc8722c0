import { readJsonLines } from '../reading/json-lines.ts';
import { TRUNCATED } from '../reading/problem.ts';
import { isObject, take } from './checks.ts';
import type { Importer } from './importer.ts';

/** The JSON Lines that Pano Scrobbler writes beside its scrobbling. */
export const panoScrobblerJsonl = (): Importer => ({
  format: 'pano-scrobbler-jsonl',
  source: 'pano-scrobbler',

  recognises({ head }) {
    return head.startsWith('{') && ['timeMs', 'artist', 'track'].every((key) => hasKey(firstLine(head), key));
  },

  async read(member, rows) {
    const complete = await readJsonLines(member.utf8(), (record) => {
      if (!isObject(record)) {
        rows.reject('malformed');
        return;
      }
      const { timeMs, artist, track, album, event } = record;
      // Loving a track is no play. Old versions wrote nothing but plays, and did not say so.
      const music = event == null || event === 'scrobble';
      take({ artist, title: track, album, startedAt: timeMs, music }, rows);
    });
    if (!complete) rows.problem(TRUNCATED);
  }
});

function firstLine(head: string): string {
  return head.split('\n', 1)[0] ?? '';
}

function hasKey(line: string, key: string): boolean {
  return new RegExp(`"${key}"\\s*:`).test(line);
}
