/** Which file to ask a service for, and where: a sentence or two each. */
export const DOWNLOADS = {
  spotify:
    'Ask for "Extended streaming history" on the privacy page of your account (spotify.com/account/privacy). It takes up to 30 days to arrive; then choose that zip here.',
  apple:
    'At privacy.apple.com, ask for a copy of your "Apple Media Services information", and choose the zip here as it came.',
  youtube:
    'At takeout.google.com, choose only YouTube and YouTube Music, of that only the history, and JSON as the format of the history.',
  lastfm:
    'Make a file of all your plays at benjaminbenben.com/lastfm-to-csv or lastfmstats.com, and choose it here.',
  listenbrainz: 'Export your listens at listenbrainz.org/settings/export, and choose that zip here.',
  deezer: 'In the settings of your Deezer account, ask for "My personal data", and choose that file here.',
  /** Where nothing says which service it may be. */
  any: 'Choose what your service sends on request: for Spotify "Extended streaming history" (spotify.com/account/privacy), for Apple Music "Apple Media Services information" (privacy.apple.com), for YouTube Music the history as JSON (takeout.google.com), for Last.fm a file from lastfmstats.com, for ListenBrainz its export.'
} as const;
