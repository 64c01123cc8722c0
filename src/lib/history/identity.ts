import { foldName } from './text.ts';

/** Cannot occur in a folded name. */
const BETWEEN = '\u001f';

/**
 * What makes two recordings the same song: artist and title, whatever their case, width, spaces and invisible
 * characters. Diacritics count.
 */
export function songKey(artist: string, title: string): string {
  return foldName(artist) + BETWEEN + foldName(title);
}

/** What an artist is recognised by: the folded name. */
export function artistKey(artist: string): string {
  return foldName(artist);
}

export function albumKey(artist: string, album: string): string {
  return foldName(artist) + BETWEEN + foldName(album);
}
