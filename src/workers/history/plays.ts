import {
  type HistoryView,
  type ListedSong,
  type PlayRow,
  PlaysBrowser,
  type PlaysFilter
} from '../../lib/history/index.ts';
import type { KeptView } from './kept-view.ts';

/** What lists of plays ask for. */
export function playsApi(view: KeptView) {
  let kept: { view: HistoryView; browser: PlaysBrowser } | undefined;
  const browse = async () => {
    const current = await view.get();
    if (kept?.view !== current) kept = { view: current, browser: new PlaysBrowser(current) };
    return kept.browser;
  };
  return {
    /** @throws StorageError where the browser does not let it read; so do the others. */
    async countPlays(filter: PlaysFilter): Promise<number> {
      return (await browse()).count(filter);
    },

    /** Newest first, from place `from` to before place `to`. */
    async playRows(filter: PlaysFilter, from: number, to: number): Promise<PlayRow[]> {
      return (await browse()).slice(filter, from, to);
    },

    /** Every song of these plays once, the one that was heard last first. */
    async songsOfPlays(filter: PlaysFilter): Promise<ListedSong[]> {
      return (await browse()).songs(filter);
    },

    /** In the order of the keys. */
    async songsWithKeys(keys: readonly string[]): Promise<ListedSong[]> {
      const { listening } = await view.get();
      const songs = new Map(listening.songs.map((song) => [song.key, song]));
      return keys.map((key) => songs.get(key)).filter((song) => song !== undefined);
    }
  };
}
