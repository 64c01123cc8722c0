import type { Listening } from '../types.ts';
import { foldForSearch, wordsOf } from './fold.ts';

/** Words that a search looks at; those after them are passed over. */
const MOST_WORDS = 30;

/** Names as a search compares them, folded once: on the first search, as most lists are opened without one. */
export class TextIndex {
  #names: { songs: string[]; albums: string[] } | undefined;

  constructor(private readonly listening: Pick<Listening, 'songs' | 'albums'>) {}

  /** @returns whether an event of this song on this album (-1: on none) has all words of `text` in its names. */
  matcher(text: string): (song: number, album: number) => boolean {
    const words = wordsOf(text).slice(0, MOST_WORDS);
    if (words.length === 0) return () => true;
    const { songs, albums } = (this.#names ??= this.#fold());
    // By name: a bit for each word that it contains. Millions of events share few names.
    const inSong = Int32Array.from(songs, (name) => bitsOf(name, words));
    const inAlbum = Int32Array.from(albums, (name) => bitsOf(name, words));
    const all = 2 ** words.length - 1;
    return (song, album) => ((inSong[song] ?? 0) | (album < 0 ? 0 : (inAlbum[album] ?? 0))) === all;
  }

  #fold() {
    return {
      songs: this.listening.songs.map(
        ({ artist, title }) => `${foldForSearch(artist)}\n${foldForSearch(title)}`
      ),
      albums: this.listening.albums.map(({ title }) => foldForSearch(title))
    };
  }
}

function bitsOf(name: string, words: readonly string[]): number {
  return words.reduce((bits, word, at) => (name.includes(word) ? bits | (1 << at) : bits), 0);
}
