import { appleMusic } from './apple-music.ts';
import { deezer } from './deezer.ts';
import { earshot } from './earshot.ts';
import type { Importer } from './importer.ts';
import { koito } from './koito.ts';
import { lastfmApiJson } from './lastfm-api-json.ts';
import { lastfmGhanCsv } from './lastfm-ghan-csv.ts';
import { lastfmGhanJson } from './lastfm-ghan-json.ts';
import { lastfmToCsv } from './lastfm-to-csv.ts';
import { lastfmstatsCsv } from './lastfmstats-csv.ts';
import { lastfmstatsJson } from './lastfmstats-json.ts';
import { librefm } from './librefm.ts';
import { listenbrainz } from './listenbrainz.ts';
import { maloja } from './maloja.ts';
import { panoScrobblerCsv } from './pano-scrobbler-csv.ts';
import { panoScrobblerJsonl } from './pano-scrobbler-jsonl.ts';
import { rockbox } from './rockbox.ts';
import { spotifyAccount } from './spotify-account.ts';
import { spotifyExtended } from './spotify-extended.ts';
import { tidal } from './tidal.ts';
import { youtubeMusic } from './youtube-music.ts';
import { youtubeMusicHtml } from './youtube-music-html.ts';

/** Asked in this order: formats with the surest marks first. */
const FORMATS: readonly (() => Importer)[] = [
  earshot,
  spotifyExtended,
  spotifyAccount,
  listenbrainz,
  lastfmApiJson,
  lastfmGhanJson,
  lastfmstatsJson,
  maloja,
  koito,
  youtubeMusic,
  youtubeMusicHtml,
  appleMusic,
  deezer,
  panoScrobblerJsonl,
  rockbox,
  lastfmGhanCsv,
  lastfmstatsCsv,
  panoScrobblerCsv,
  tidal,
  librefm,
  lastfmToCsv
];

/** Importers for one import. */
export function openImporters(): Importer[] {
  return FORMATS.map((open) => open());
}
