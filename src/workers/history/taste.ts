import { allPieces, listingOf } from '../../lib/catalogue/index.ts';
import {
  artistKey,
  type Exclusion,
  foldForSearch,
  songKey,
  type SourceReach
} from '../../lib/history/index.ts';
import type { KeptView } from './kept-view.ts';

/** Artists that are suggested at most. */
const SUGGESTIONS = 8;

/** How often an artist was heard. */
export interface ArtistPlays {
  plays: number;
  skips: number;
}

/** What is asked about taste and sources. */
export function tasteApi(view: KeptView) {
  return {
    /** How far each source reaches, and how many of the visible events are kept out of taste. */
    async sources(): Promise<{ sources: readonly SourceReach[]; excluded: number; events: number }> {
      const { sources, excluded } = await view.get();
      return { sources, excluded: excluded.reduce((sum, out) => sum + out, 0), events: excluded.length };
    },

    /** The names of what exclusions leave out: artists by their keys, plays by their ids. */
    async namesOf(exclusions: readonly Exclusion[]): Promise<[key: string, name: string][]> {
      const { listening, play } = await view.get();
      const plays = new Set(exclusions.flatMap((each) => (each.kind === 'play' ? [each.play] : [])));
      const artists = new Set(exclusions.flatMap((each) => (each.kind === 'artist' ? [each.artist] : [])));
      // Ids begin with the time, so only a few plays have to be looked at.
      const times = new Set([...plays].map((id) => parseInt(id, 10)));
      const names: [string, string][] = listening.artists
        .filter(({ key }) => artists.has(key))
        .map(({ key, name }) => [key, name]);
      if (times.size === 0) return names;
      listening.startedAt.forEach((time, row) => {
        if (!times.has(time)) return;
        const { id, title, artist } = play(row);
        if (plays.has(id)) names.push([id, `${title}, ${artist}`]);
      });
      return names;
    },

    /**
     * The names of songs and artists, by their keys: "Title, artist" and "Artist". Generated music has names before
     * it has been heard.
     */
    async namesOfSubjects(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const { listening } = await view.get();
      const wanted = new Set(keys);
      const generated = allPieces().flatMap((piece) => {
        const { artist, title } = listingOf(piece);
        return [
          [artistKey(artist), artist] as const,
          [songKey(artist, title), `${title}, ${artist}`] as const
        ];
      });
      const artists = listening.artists.map(({ key, name }) => [key, name] as const);
      const songs = listening.songs.map(({ key, title, artist }) => [key, `${title}, ${artist}`] as const);
      return new Map([...generated, ...artists, ...songs].filter(([key]) => wanted.has(key)));
    },

    /** Plays and skips of each of these artists that are there and count for taste. @param keys see `Artist.key` */
    async playsOfArtists(keys: readonly string[]): Promise<ReadonlyMap<string, ArtistPlays>> {
      const { listening, excluded } = await view.get();
      const { artists, artistOf, song, skipped } = listening;
      const wanted = new Set(keys);
      const found = new Map<string, ArtistPlays>();
      const byArtist = artists.map(({ key }) => {
        const counts = { plays: 0, skips: 0 };
        if (wanted.has(key)) found.set(key, counts);
        return counts;
      });
      song.forEach((number, row) => {
        const counts = byArtist[artistOf[number] ?? 0];
        if (excluded[row] || !counts) return;
        if (skipped[row]) counts.skips++;
        else counts.plays++;
      });
      return found;
    },

    /** Artists whose names hold the text, those with the shortest names first. */
    async artistsLike(text: string): Promise<{ key: string; name: string }[]> {
      const { listening } = await view.get();
      const wanted = foldForSearch(text.trim());
      return listening.artists
        .filter(({ name }) => foldForSearch(name).includes(wanted))
        .sort((a, b) => a.key.length - b.key.length || (a.key < b.key ? -1 : 1))
        .slice(0, SUGGESTIONS)
        .map(({ key, name }) => ({ key, name }));
    }
  };
}
