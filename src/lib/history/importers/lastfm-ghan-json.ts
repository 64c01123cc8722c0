import type { Importer } from './importer.ts';
import { readTracks } from './lastfm-track.ts';

/** The JSON that mainstream.ghan.nl makes of a Last.fm account: an array of the pages that the API gives. */
export const lastfmGhanJson = (): Importer => ({
  format: 'lastfm-ghan-json',
  source: 'lastfm',

  recognises({ head }) {
    return (
      head.startsWith('[') &&
      /"track"\s*:\s*[[{]/.test(head) &&
      /"(?:@attr|#text)"\s*:/.test(head) &&
      !/"recenttracks"\s*:/.test(head)
    );
  },

  read: readTracks
});
