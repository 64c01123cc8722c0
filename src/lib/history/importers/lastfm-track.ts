import { readJsonArrayAt } from '../reading/json-array-at.ts';
import type { Member } from '../reading/member.ts';
import { TRUNCATED } from '../reading/problem.ts';
import { type Claim, isObject, take } from './checks.ts';
import type { Rows } from './importer.ts';
import { recordingUri } from './uri.ts';

/** Reads every track in pages as Last.fm's API gives them, however they are wrapped. */
export async function readTracks(member: Member, rows: Rows): Promise<void> {
  const complete = await readJsonArrayAt(member.utf8(), 'track', (record) => {
    if (!isPlayingNow(record)) take(claimOf(record), rows);
  });
  if (!complete) rows.problem(TRUNCATED);
}

/**
 * What plays at the moment of asking stands above every page. It has no time and will be listed as a play later, so
 * it is no record of the history at all.
 */
function isPlayingNow(record: unknown): boolean {
  return isObject(record) && isObject(record['@attr']) && !!record['@attr']['nowplaying'] && !record['date'];
}

function claimOf(record: unknown): Claim | undefined {
  if (!isObject(record)) return undefined;
  const { artist, album, date } = record;
  if (!isObject(artist) || !isObject(date) || !(album == null || isObject(album))) return undefined;
  return {
    // `name` where the pages were asked for with more about the artists.
    artist: artist['#text'] ?? artist['name'],
    title: record['name'],
    album: album?.['#text'],
    uri: recordingUri(record['mbid']),
    startedAt: startOf(date['uts'])
  };
}

/** Seconds since epoch, mostly as text. */
function startOf(seconds: unknown): number {
  const digits = typeof seconds === 'number' ? String(seconds) : seconds;
  return typeof digits === 'string' && /^\d{1,11}$/.test(digits) ? Number(digits) * 1000 : NaN;
}
