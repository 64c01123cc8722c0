import { SOURCES } from '../sources.ts';
import type { ListedSong } from '../export/index.ts';
import type { HistoryView, Play } from '../types.ts';
import { type PlaysFilter, sameFilter } from './filter.ts';
import { TextIndex } from './text-index.ts';

/** One line of a list of plays. */
export interface PlayRow extends Play {
  /** @see Song.key */
  song: string;
  /** @see Artist.key */
  artistKey: string;
  /** Kept out of taste. */
  excluded: boolean;
}

/** Finds events of one view, newest first. It keeps what it found last, for the pages of it that are asked for next. */
export class PlaysBrowser {
  readonly #text: TextIndex;
  #found: { filter: PlaysFilter; rows: Uint32Array } | undefined;

  constructor(private readonly view: HistoryView) {
    this.#text = new TextIndex(view.listening);
  }

  count(filter: PlaysFilter): number {
    return this.#find(filter).length;
  }

  /** The events from place `from` to before place `to` in the list. */
  slice(filter: PlaysFilter, from: number, to: number): PlayRow[] {
    return Array.from(this.#find(filter).subarray(from, to), (row) => this.#toRow(row));
  }

  /** Every song that was found, once, in the order of its newest event. */
  songs(filter: PlaysFilter): ListedSong[] {
    const { songs, song } = this.view.listening;
    const numbers = new Set<number>();
    for (const row of this.#find(filter)) numbers.add(song[row] ?? 0);
    return Array.from(numbers, (number) => songs[number]).filter((found) => found !== undefined);
  }

  #find(filter: PlaysFilter): Uint32Array {
    if (!this.#found || !sameFilter(this.#found.filter, filter))
      this.#found = { filter, rows: this.#search(filter) };
    return this.#found.rows;
  }

  #search({ text = '', completed, source, from = -Infinity, to = Infinity }: PlaysFilter): Uint32Array {
    const { startedAt, skipped, source: sources, song, album } = this.view.listening;
    const matches = this.#text.matcher(text);
    const wantedSource = source === undefined ? -1 : SOURCES.indexOf(source);
    const wantedSkip = completed === undefined ? -1 : completed === 'skipped' ? 1 : 0;
    const rows = new Uint32Array(startedAt.length);
    let length = 0;
    for (let row = startedAt.length - 1; row >= 0; row--) {
      const time = startedAt[row] ?? 0;
      if (time >= to) continue;
      // In time order: all others are older still.
      if (time < from) break;
      if (wantedSkip >= 0 && skipped[row] !== wantedSkip) continue;
      if (wantedSource >= 0 && sources[row] !== wantedSource) continue;
      if (!matches(song[row] ?? 0, album[row] ?? -1)) continue;
      rows[length++] = row;
    }
    return rows.slice(0, length);
  }

  #toRow(row: number): PlayRow {
    const { songs, song, artists, artistOf } = this.view.listening;
    const number = song[row] ?? 0;
    return {
      ...this.view.play(row),
      song: songs[number]?.key ?? '',
      artistKey: artists[artistOf[number] ?? 0]?.key ?? '',
      excluded: this.view.excluded[row] === 1
    };
  }
}
