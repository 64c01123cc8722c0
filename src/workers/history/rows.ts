import {
  type HistoryView,
  type Play,
  type PlayQuery,
  type Song,
  findRows,
  songKey,
  songsOf
} from '../../lib/history/index.ts';
import type { KeptView } from './kept-view.ts';

/** One line of the list of plays. */
export interface PlayRow extends Play {
  /** See `Song.key`. */
  song: string;
  /** Kept out of taste. */
  excluded: boolean;
}

/** What the list of plays asks for. */
export function rowsApi(view: KeptView) {
  let last: { view: HistoryView; query: string; rows: Uint32Array } | undefined;

  const find = async (query: PlayQuery) => {
    const now = await view.get();
    const asked = JSON.stringify(query);
    if (last?.view !== now || last.query !== asked)
      last = { view: now, query: asked, rows: findRows(now.listening, query) };
    return last;
  };

  return {
    /** How many events answer the query, and those from number `from` to before `to`, newest first. */
    async plays(query: PlayQuery, from: number, to: number): Promise<{ count: number; plays: PlayRow[] }> {
      const found = await find(query);
      const plays = Array.from(found.rows.subarray(from, to), (row) => {
        const play = found.view.play(row);
        const excluded = found.view.excluded[row] === 1;
        return { ...play, song: songKey(play.artist, play.title), excluded };
      });
      return { count: found.rows.length, plays };
    },

    /** The songs of what answers the query, each once, the last heard first. */
    async songsFound(query: PlayQuery, most: number): Promise<Song[]> {
      const found = await find(query);
      return songsOf(found.view.listening, found.rows, most);
    }
  };
}
