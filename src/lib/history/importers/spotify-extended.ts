import { EARLIEST, LATEST, SKIP_BELOW_MS } from '../limits.ts';
import { readJsonArray } from '../reading/json-array.ts';
import { TRUNCATED } from '../reading/problem.ts';
import { type Text, isObject, isPlayTime, isSet, isText } from './checks.ts';
import type { Importer, Rows } from './importer.ts';
import { parseUtc } from './time.ts';
import { spotifyTrackUri } from './uri.ts';

/** `Streaming_History_Audio_2019-2021_3.json` (now), `endsong_3.json` (until 2022), and their video siblings. */
const NAME = /^(?:streaming_history_(?:audio|video)|endsong|endvideo).*\.json$/i;
const VIDEO_NAME = /^(?:streaming_history_video|endvideo)/i;

/**
 * What is used of a row. All else (address, country, device, user name ...) is not even looked at. In particular not
 * `skipped`: it is false for every row before October 2022 and null in endsong files, so the time heard decides.
 * Neither `offline_timestamp`: its unit and its meaning changed over the years.
 */
interface Fields {
  ts: unknown;
  ms_played: unknown;
  master_metadata_track_name: Text;
  master_metadata_album_artist_name: Text;
  master_metadata_album_album_name: Text;
  spotify_track_uri: Text;
  incognito_mode: boolean | null | undefined;
  episode_name: Text;
  episode_show_name: Text;
  spotify_episode_uri: Text;
  audiobook_title: Text;
  audiobook_uri: Text;
  audiobook_chapter_uri: Text;
  audiobook_chapter_title: Text;
}

/** Spotify's "Extended streaming history", all of a listener's years. */
export const spotifyExtended = (): Importer => ({
  format: 'spotify-extended',
  source: 'spotify-extended',

  recognises({ name, head }) {
    if (!head.startsWith('[')) return false;
    return (/"ts"\s*:/.test(head) && /"ms_played"\s*:/.test(head)) || NAME.test(name);
  },

  async read(member, rows) {
    const video = VIDEO_NAME.test(member.name);
    const complete = await readJsonArray(member.utf8(), (record) => {
      takeRecord(record, video, rows);
    });
    if (!complete) rows.problem(TRUNCATED);
  }
});

function takeRecord(record: unknown, video: boolean, rows: Rows): void {
  if (!hasFields(record)) {
    rows.reject('malformed');
    return;
  }
  // `ts` is when the play ended.
  const endedAt = typeof record.ts === 'string' ? parseUtc(record.ts) : NaN;
  const msPlayed = record.ms_played;
  if (!isPlayTime(msPlayed) || !(endedAt <= LATEST) || !(endedAt - msPlayed >= EARLIEST)) {
    rows.reject('malformed');
    return;
  }
  if (video || isSpoken(record)) {
    rows.reject('not_music');
    return;
  }
  const title = record.master_metadata_track_name;
  const artist = record.master_metadata_album_artist_name;
  if (!isSet(title) || !isSet(artist)) {
    rows.reject('no_title');
    return;
  }
  if (record.incognito_mode === true) {
    rows.reject('private');
    return;
  }
  const album = record.master_metadata_album_album_name;
  rows.add({
    artist,
    title,
    album: isSet(album) ? album : undefined,
    // Local files have addresses that say nothing more than their names.
    uri: spotifyTrackUri(record.spotify_track_uri),
    startedAt: endedAt - msPlayed,
    msPlayed,
    skipped: msPlayed < SKIP_BELOW_MS
  });
}

// Both name every field, once a row: a loop over names takes several times as long.

/** Whether it is a podcast or an audiobook. The audiobook keys are absent before about 2025. */
function isSpoken(record: Fields): boolean {
  return (
    isSet(record.episode_name) ||
    isSet(record.episode_show_name) ||
    isSet(record.spotify_episode_uri) ||
    isSet(record.audiobook_title) ||
    isSet(record.audiobook_uri) ||
    isSet(record.audiobook_chapter_uri) ||
    isSet(record.audiobook_chapter_title)
  );
}

/** Checks the types of the fields but for `ts` and `ms_played`, which have a check of their own. */
function hasFields(record: unknown): record is Fields {
  if (!isObject(record)) return false;
  const fields = record as Record<keyof Fields, unknown>;
  return (
    isText(fields.master_metadata_track_name) &&
    isText(fields.master_metadata_album_artist_name) &&
    isText(fields.master_metadata_album_album_name) &&
    isText(fields.spotify_track_uri) &&
    (typeof fields.incognito_mode === 'boolean' || fields.incognito_mode == null) &&
    isText(fields.episode_name) &&
    isText(fields.episode_show_name) &&
    isText(fields.spotify_episode_uri) &&
    isText(fields.audiobook_title) &&
    isText(fields.audiobook_uri) &&
    isText(fields.audiobook_chapter_uri) &&
    isText(fields.audiobook_chapter_title)
  );
}
