import { readJsonArrayAt } from '../reading/json-array-at.ts';
import { readJsonArray } from '../reading/json-array.ts';
import { readJsonLines } from '../reading/json-lines.ts';
import { TRUNCATED } from '../reading/problem.ts';
import { type Claim, inMs, isObject, take } from './checks.ts';
import type { Importer } from './importer.ts';
import { recordingUri } from './uri.ts';

/** Listens as they are submitted. */
const SUBMISSION = /"payload"\s*:\s*\[/;

/**
 * ListenBrainz: `listens/2024/3.jsonl` in its zips, the single array that it exported before, and listens as they are
 * submitted. Its zips also hold files about the account and about loved and pinned recordings, which are no plays.
 */
export const listenbrainz = (): Importer => ({
  format: 'listenbrainz',
  source: 'listenbrainz',

  recognises({ head }) {
    return /^[[{]/.test(head) && /"listened_at"\s*:/.test(head) && /"track_metadata"\s*:/.test(head);
  },

  async read(member, rows) {
    const takeRecord = (record: unknown) => {
      take(claimOf(record), rows);
    };
    const utf8 = member.utf8();
    let complete;
    if (SUBMISSION.test(member.head)) complete = await readJsonArrayAt(utf8, 'payload', takeRecord);
    else if (member.head.startsWith('[')) complete = await readJsonArray(utf8, takeRecord);
    else complete = await readJsonLines(utf8, takeRecord);
    if (!complete) rows.problem(TRUNCATED);
  }
});

function claimOf(record: unknown): Claim | undefined {
  if (!isObject(record)) return undefined;
  const track = record['track_metadata'];
  if (!isObject(track)) return undefined;
  // Everybody may write there what they like.
  const info = isObject(track['additional_info']) ? track['additional_info'] : {};
  const mapping = isObject(track['mbid_mapping']) ? track['mbid_mapping'] : {};
  return {
    artist: track['artist_name'],
    title: track['track_name'],
    album: track['release_name'],
    uri: recordingUri(mapping['recording_mbid']) ?? recordingUri(info['recording_mbid']),
    startedAt: inMs(record['listened_at']),
    // `duration` and `duration_ms` are the length of the track.
    msPlayed: info['ms_played'] ?? inMs(info['duration_played'])
  };
}
