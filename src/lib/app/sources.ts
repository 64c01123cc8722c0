import type { Exclusion, Source, SourceReach } from '$lib/history/index.ts';
import { formatDay } from './dates.ts';
import { countOf, formatCount } from './format.ts';

const DAY = 24 * 60 * 60 * 1000;
/** Older than this, a source has more to give. */
const STALE = 30 * DAY;

export const sourceNames: Readonly<Record<Source, string>> = {
  sample: 'Sample listener',
  'spotify-extended': 'Spotify (extended history)',
  'spotify-account': 'Spotify (account data)',
  lastfm: 'Last.fm',
  'lastfm-to-csv': 'Last.fm (lastfm-to-csv)',
  librefm: 'Libre.fm',
  listenbrainz: 'ListenBrainz',
  'apple-music': 'Apple Music',
  'youtube-music': 'YouTube Music',
  'youtube-music-html': 'YouTube Music (web page)',
  deezer: 'Deezer',
  tidal: 'Tidal',
  rockbox: 'Rockbox',
  maloja: 'Maloja',
  koito: 'Koito',
  'pano-scrobbler': 'Pano Scrobbler',
  earshot: 'Played in Earshot'
};

/** Where a fresh export comes from, as the end of "Get a fresh one: ...". */
const exportPlaces: Readonly<Partial<Record<Source, string>>> = {
  'spotify-extended': 'spotify.com/account/privacy, “Extended streaming history” (takes up to 30 days)',
  'spotify-account':
    'spotify.com/account/privacy; better, the “Extended streaming history”, which has all years',
  lastfm: 'lastfmstats.com or a similar tool',
  'lastfm-to-csv': 'lastfm-to-csv; lastfmstats.com keeps the seconds',
  listenbrainz: 'listenbrainz.org/settings/export',
  'apple-music': 'privacy.apple.com, “Apple Media Services information”',
  'youtube-music': 'takeout.google.com, YouTube history as JSON',
  'youtube-music-html': 'takeout.google.com, YouTube history; choose JSON this time',
  deezer: 'your Deezer account settings, “My personal data”',
  tidal: 'Tidal’s support, a copy of your data',
  rockbox: 'the player’s .scrobbler.log',
  maloja: 'your Maloja server’s export',
  koito: 'your Koito server’s export',
  'pano-scrobbler': 'the app’s export'
};

export interface SourceAccount {
  source: Source;
  name: string;
  plays: string;
  /** Where another source says more about some of its plays. */
  shared: string | undefined;
  reach: string;
  /** When and where to fetch a fresh export; undefined while it is fresh. */
  advice: string | undefined;
}

/** How far a source reaches, in words. @param now ms since epoch. */
export function describeSource(
  { source, events, shown, first, last }: SourceReach,
  now: number
): SourceAccount {
  const place = exportPlaces[source];
  return {
    source,
    name: sourceNames[source],
    plays: countOf(events, 'entry', 'entries'),
    shared:
      shown < events
        ? `${formatCount(events - shown)} of them listed twice, here or in another source`
        : undefined,
    reach: `${formatDay(first)} to ${formatDay(last)}`,
    advice: place !== undefined && now - last > STALE ? `Get a fresh one: ${place}.` : undefined
  };
}

/** What an exclusion leaves out, as a name. @param names of artists and plays, by their keys and ids. */
export function describeExclusion(exclusion: Exclusion, names: ReadonlyMap<string, string>): string {
  switch (exclusion.kind) {
    case 'source':
      return `Everything from ${sourceNames[exclusion.source]}`;
    case 'artist':
      return `Everything by ${names.get(exclusion.artist) ?? exclusion.artist}`;
    case 'hours':
      return `Everything from ${describeHour(exclusion.from)} to ${describeHour(exclusion.to)}`;
    case 'range':
      return `Everything from ${formatDay(exclusion.from)} to ${formatDay(exclusion.to - 1)}`;
    case 'play':
      return names.get(exclusion.play) ?? 'One play';
  }
}

/** 0 ... 24 */
export function describeHour(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
