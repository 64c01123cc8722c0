import type { PlayQuery, Song } from '$lib/history/index.ts';
import type { PlayRow } from '../../workers/history/rows.ts';
import type { HistoryThread } from './history-thread.ts';
import { explain } from './problems.ts';

/** Rows that are fetched together. */
const PAGE = 100;
/** Songs of an exported list. */
const MOST_SONGS = 10_000;

/** The list of plays, of which only what is looked at is here. */
export class PlaysState {
  /** Undefined until the first answer. */
  count = $state.raw<number | undefined>();
  busy = $state.raw(false);
  problem = $state.raw<string | undefined>();

  #query: PlayQuery = { text: '', kind: 'all' };
  #pages = $state.raw<Readonly<Record<number, readonly PlayRow[]>>>({});
  #asked: Record<number, boolean> = {};
  #version = 0;

  constructor(private readonly thread: HistoryThread) {}

  /** Asks anew; what was there stays in view until the answer has come. */
  async show(query: PlayQuery): Promise<void> {
    const version = ++this.#version;
    this.#query = query;
    this.#asked = {};
    this.busy = true;
    await this.#fetch(0, version, true);
    if (version === this.#version) this.busy = false;
  }

  /** A row, if it has been fetched; otherwise it is on its way. */
  row(index: number): PlayRow | undefined {
    const page = Math.floor(index / PAGE);
    return this.#pages[page]?.[index % PAGE];
  }

  /** Fetches what is missing of the rows from `from` to before `to`. */
  need(from: number, to: number): void {
    for (let page = Math.floor(from / PAGE); page * PAGE < to; page++) {
      // Read first, so that who shows the rows asks again when they have been thrown away.
      if (!this.#pages[page] && !this.#asked[page]) void this.#fetch(page, this.#version, false);
    }
  }

  /** The songs of the list, for an export. */
  async songs(): Promise<Song[]> {
    const query = this.#query;
    return await this.thread.ask((remote) => remote.songsFound(query, MOST_SONGS));
  }

  /** Every play, as Earshot's own importer reads it back. */
  async exportAll(): Promise<Blob> {
    return await this.thread.ask((remote) => remote.exportPlays());
  }

  async #fetch(page: number, version: number, anew: boolean): Promise<void> {
    this.#asked[page] = true;
    const query = this.#query;
    try {
      const { count, plays } = await this.thread.ask((remote) =>
        remote.plays(query, page * PAGE, (page + 1) * PAGE)
      );
      if (version !== this.#version) return;
      this.count = count;
      this.#pages = { ...(anew ? {} : this.#pages), [page]: plays };
      this.problem = undefined;
    } catch (error) {
      if (version !== this.#version) return;
      this.#asked[page] = false;
      this.problem = explain(error);
    }
  }
}
