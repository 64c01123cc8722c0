import { foldName } from '../text.ts';
import type { TrackTable } from './tracks.ts';

/** "(feat. X)", "[with X]", "(Remastered 2011)": services disagree on these. */
const ADDITION =
  /\s*[([](?:feat|ft|featuring|with|prod|remaster|(?:19|20)\d\d|mono|stereo|deluxe|bonus|explicit)[^)\]]*[)\]]/g;
/** " - Remastered 2011", " - 2011 Remaster", " - Single Version" at the end. */
const SUFFIX = /\s+[-–—]\s+(?:[^-–—]*\b(?:remaster(?:ed)?|version|edit|mono|stereo|mix)\b[^-–—]*)$/;
/** Everything from the second artist on. */
const MORE_ARTISTS = /(?:\s+(?:feat\.?|ft\.?|featuring|with|vs\.?|x|and|und|et|y)\s+|\s*[,;&/+•]\s*).*$/;
const MARKS = /\p{M}+/gu;
const NO_LETTERS = /[^\p{L}\p{N}]+/gu;

/**
 * What two services may write of one song, made equal: the first artist and the title, without diacritics,
 * punctuation, "feat." and notes on the edition. Too loose to join songs for good, but within a minute or two of each
 * other two plays with the same loose key are the same listen.
 */
export function looseKeyOf(artist: string, title: string): string {
  const foldedTitle = foldName(title);
  const foldedArtist = foldName(artist);
  return `${bare(foldedArtist.replace(MORE_ARTISTS, '').replace(/^the /, '')) || foldedArtist}\u001f${
    bare(foldedTitle.replace(ADDITION, '').replace(SUFFIX, '')) || foldedTitle
  }`;
}

/** By track: a number for its loose key. */
export function looseKeys(tracks: TrackTable): Uint32Array {
  const numbers = new Map<string, number>();
  return new Uint32Array(tracks.size).map((_, track) => {
    const { artist, title } = tracks.get(track);
    const key = looseKeyOf(artist, title);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
}

function bare(text: string): string {
  return text.normalize('NFD').replace(MARKS, '').replace(NO_LETTERS, '');
}
