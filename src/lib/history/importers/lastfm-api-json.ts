import type { Importer } from './importer.ts';
import { readTracks } from './lastfm-track.ts';

/** Answers of Last.fm's `user.getRecentTracks`, one or several. */
export const lastfmApiJson = (): Importer => ({
  format: 'lastfm-api-json',
  source: 'lastfm',

  recognises({ head }) {
    return /^[[{]/.test(head) && /"recenttracks"\s*:\s*\{/.test(head);
  },

  read: readTracks
});
