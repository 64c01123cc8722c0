// Addresses that name a recording. Everything else that files call an address is left out: it may be a local file, an
// upload, or no address at all.

const SPOTIFY_TRACK = /^spotify:track:[0-9A-Za-z]{22}$/;
const YOUTUBE_MUSIC = /^https:\/\/music\.youtube\.com\/watch\?v=[\w-]{11}$/;
const RECORDING = /^https:\/\/musicbrainz\.org\/recording\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const OWN_PIECE = /^earshot:piece:[a-z]+-\d{2}$/;
const ISRC = /^isrc:[A-Z]{2}[A-Z0-9]{3}\d{7}$/;

/** A link to a video, with or without a list that it was played from. */
const WATCH_LINK = /^https:\/\/(?:music|www)\.youtube\.com\/watch\?v=([\w-]{11})(?:&|$)/;

/** @param mbid the MusicBrainz id of a recording. */
export function recordingUri(mbid: unknown): string | undefined {
  return typeof mbid === 'string'
    ? matching(`https://musicbrainz.org/recording/${mbid.toLowerCase()}`, RECORDING)
    : undefined;
}

/** @param text `spotify:track:` and 22 characters. */
export function spotifyTrackUri(text: unknown): string | undefined {
  return matching(text, SPOTIFY_TRACK);
}

/** @param text the link of a video as YouTube or YouTube Music writes it. */
export function youtubeMusicUri(text: unknown): string | undefined {
  const [, id] = typeof text === 'string' ? (WATCH_LINK.exec(text) ?? []) : [];
  return id && `https://music.youtube.com/watch?v=${id}`;
}

/** @param text an ISRC, with or without hyphens. */
export function isrcUri(text: unknown): string | undefined {
  return typeof text === 'string'
    ? matching(`isrc:${text.replaceAll('-', '').toUpperCase()}`, ISRC)
    : undefined;
}

/** The text, if it is an address as the functions above make it. */
export function knownUri(text: unknown): string | undefined {
  return [SPOTIFY_TRACK, YOUTUBE_MUSIC, RECORDING, ISRC, OWN_PIECE].some((pattern) => matching(text, pattern))
    ? (text as string)
    : undefined;
}

/** Whether an address means a piece that the app makes itself. */
export function isOwnPiece(uri: string | undefined): boolean {
  return uri?.startsWith('earshot:piece:') ?? false;
}

function matching(text: unknown, pattern: RegExp): string | undefined {
  return typeof text === 'string' && pattern.test(text) ? text : undefined;
}
