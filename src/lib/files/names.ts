import { cleanName } from '../history/index.ts';

/** What a file says of itself, as far as it does. */
export interface Tags {
  artist?: string | undefined;
  title?: string | undefined;
  album?: string | undefined;
}

/** Where neither the tags nor the name say whose it is. */
export const UNKNOWN_ARTIST = 'Unknown artist';

/** "07 - ", "07. ", "7) ", and "07 " with its nought; "50 Cent" and "99 Luftballons" are names. */
const PLACE_ON_ALBUM = /^(?:\d{1,2}(?:[.)]\s*|\s*[-–—]\s+)|0\d[\s_]+)(?=\S)/;
const BETWEEN = /\s+[-–—]\s+/;

/**
 * Artist, title and album as the history writes names. What the tags do not say is taken from a name like
 * "01 - Artist - Title.mp3".
 */
export function namesOf(fileName: string, tags: Tags): { artist: string; title: string; album?: string } {
  const [artist, title, album] = [tags.artist, tags.title, tags.album].map((tag) => cleanName(tag ?? ''));
  const named = fromFileName(fileName);
  return {
    artist: artist || named.artist || UNKNOWN_ARTIST,
    title: title || named.title,
    ...(album && { album })
  };
}

function fromFileName(fileName: string): { artist?: string; title: string } {
  const stem = fileName.replace(/\.[a-z0-9]{1,5}$/i, '');
  const spaced = stem.includes(' ') ? stem : stem.replaceAll('_', ' ');
  const bare = spaced.replace(PLACE_ON_ALBUM, '');
  const between = BETWEEN.exec(bare);
  const whole = cleanName(bare) || fileName;
  if (!between) return { title: whole };
  const artist = cleanName(bare.slice(0, between.index));
  const title = cleanName(bare.slice(between.index + between[0].length));
  return artist && title ? { artist, title } : { title: whole };
}
