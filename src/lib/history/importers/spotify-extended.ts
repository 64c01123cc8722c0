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

/** Set where a row is a podcast or an audiobook. The audiobook keys are absent before about 2025. */
const NOT_MUSIC = [
  'episode_name',
  'episode_show_name',
  'spotify_episode_uri',
  'audiobook_title',
  'audiobook_uri',
  'audiobook_chapter_uri',
  'audiobook_chapter_title'
] as const;

/**
 * What is used of a row. All else (address, country, device, user name ...) is not even looked at. In particular not
 * `skipped`: it is false for every row before October 2022 and null in endsong files, so the time heard decides.
 * Neither `offline_timestamp`: its unit and its meaning changed over the years.
 */
type Fields = Record<(typeof NOT_MUSIC)[number], Text> & {
  ts: unknown;
  ms_played: unknown;
  master_metadata_track_name: Text;
  master_metadata_album_artist_name: Text;
  master_metadata_album_album_name: Text;
  spotify_track_uri: Text;
  incognito_mode: boolean | null | undefined;
};

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
  if (video || NOT_MUSIC.some((key) => isSet(record[key]))) {
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

/** Checks the types of the fields but for `ts` and `ms_played`, which have a check of their own. */
function hasFields(record: unknown): record is Fields {
  if (!isObject(record)) return false;
  return (
    isText(record['master_metadata_track_name']) &&
    isText(record['master_metadata_album_artist_name']) &&
    isText(record['master_metadata_album_album_name']) &&
    isText(record['spotify_track_uri']) &&
    (typeof record['incognito_mode'] === 'boolean' || record['incognito_mode'] == null) &&
    NOT_MUSIC.every((key) => isText(record[key]))
  );
}
