import { earshot } from './earshot.ts';
import type { Importer } from './importer.ts';
import { koito } from './koito.ts';
import { lastfmApiJson } from './lastfm-api-json.ts';
import { lastfmGhanJson } from './lastfm-ghan-json.ts';
import { lastfmstatsJson } from './lastfmstats-json.ts';
import { listenbrainz } from './listenbrainz.ts';
import { maloja } from './maloja.ts';
import { spotifyAccount } from './spotify-account.ts';
import { spotifyExtended } from './spotify-extended.ts';

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
  koito
];

/** Importers for one import. */
export function openImporters(): Importer[] {
  return FORMATS.map((open) => open());
}
