import { describe, expect, it } from 'vitest';
import {
  isrcUri,
  knownUri,
  recordingUri,
  spotifyTrackUri,
  youtubeMusicUri
} from '../../../../src/lib/history/importers/uri.ts';

const MBID = '0a0a0a0a-1b1b-2c2c-3d3d-4e4e4e4e4e4e';

describe('an address', () => {
  it.each([
    [recordingUri, MBID, `https://musicbrainz.org/recording/${MBID}`],
    [recordingUri, MBID.toUpperCase(), `https://musicbrainz.org/recording/${MBID}`],
    [recordingUri, '', undefined],
    [recordingUri, `${MBID}/../x`, undefined],
    [recordingUri, null, undefined],
    [spotifyTrackUri, 'spotify:track:0aB1cD2eF3gH4iJ5kL6mN7', 'spotify:track:0aB1cD2eF3gH4iJ5kL6mN7'],
    [spotifyTrackUri, 'spotify:track:0aB1cD2eF3gH4iJ5kL6mN7\n', undefined],
    [spotifyTrackUri, 'spotify:local:Quiet+Harbour::Paper+Lantern:201', undefined],
    [spotifyTrackUri, 7, undefined],
    [
      youtubeMusicUri,
      'https://music.youtube.com/watch?v=aaaaaaa-_aa',
      'https://music.youtube.com/watch?v=aaaaaaa-_aa'
    ],
    [
      youtubeMusicUri,
      'https://www.youtube.com/watch?v=aaaaaaa-_aa&list=x',
      'https://music.youtube.com/watch?v=aaaaaaa-_aa'
    ],
    [youtubeMusicUri, 'https://www.youtube.com/watch?v=aaaaaaa-_aaa', undefined],
    [youtubeMusicUri, 'https://example.org/watch?v=aaaaaaa-_aa', undefined],
    [youtubeMusicUri, undefined, undefined],
    [isrcUri, 'GBABC2400001', 'isrc:GBABC2400001'],
    [isrcUri, 'gb-abc-24-00001', 'isrc:GBABC2400001'],
    [isrcUri, 'GBABC240000', undefined],
    [isrcUri, {}, undefined]
  ])('%o of %j is %j', (make, text, expected) => {
    const uri = make(text);
    expect(uri).toBe(expected);
    expect(knownUri(uri)).toBe(expected);
  });

  it.each(['javascript:alert(1)', 'https://www.youtube.com/watch?v=aaaaaaa-_aa', 'isrc:x', '', 7, undefined])(
    '%j is not known',
    (text) => {
      expect(knownUri(text)).toBeUndefined();
    }
  );
});
