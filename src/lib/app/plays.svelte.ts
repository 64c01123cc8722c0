import type { PlayRow, PlaysFilter } from '$lib/history/index.ts';
import type { HistoryThread } from './history-thread.ts';
import { PAGE, type PageRange, Pages, pagesOf } from './plays-pages.ts';
import { explain } from './problems.ts';

const TOP: PageRange = { first: 0, last: 0 };

/** A list of plays of which only the pages in view are here; the others stay in the worker. */
export class PlaysState {
  /** How many plays the filter finds; undefined until it is known. */
  count = $state.raw<number | undefined>();
  /** Another number for every list that begins anew at its top. */
  list = $state.raw(0);
  problem = $state.raw<string | undefined>();

  #pages = $state.raw(new Pages());
  #filter: PlaysFilter = {};
  #asked = 0;
  #inView = TOP;
  /** The next answer begins a new list. */
  #restart = false;
  #fetching = false;

  constructor(private readonly thread: HistoryThread) {}

  /** The play at a place of the list; undefined until it has been fetched. */
  row(index: number): PlayRow | undefined {
    return this.#pages.row(index);
  }

  /**
   * Finds plays; what is shown stays until the answer has come, whole.
   * @param fromTop false to go on where the list is, e.g. after a change of the plays.
   */
  async show(filter: PlaysFilter, fromTop: boolean): Promise<void> {
    const number = ++this.#asked;
    this.#restart ||= fromTop;
    const range = this.#restart ? TOP : this.#inView;
    try {
      const [count, pages] = await this.thread.ask((remote) =>
        Promise.all([
          remote.countPlays(filter),
          Promise.all(
            new Pages()
              .missing(range)
              .map(async (page): Promise<[number, PlayRow[]]> => [
                page,
                await remote.playRows(filter, page * PAGE, (page + 1) * PAGE)
              ])
          )
        ])
      );
      if (number !== this.#asked) return;
      this.#filter = filter;
      this.#pages = pages.reduce((all, [page, rows]) => all.with(page, rows, range), new Pages());
      this.count = count;
      if (this.#restart) {
        this.list++;
        this.#inView = TOP;
      }
      this.#restart = false;
      this.problem = undefined;
    } catch (error) {
      if (number === this.#asked) this.problem = explain(error);
    }
  }

  /** Fetches what is missing of the rows from `first` to before `end`. */
  need(first: number, end: number): void {
    this.#inView = pagesOf(first, end);
    if (!this.#fetching) void this.#fetch();
  }

  /** Forgets everything, before it is deleted. */
  clear(): void {
    this.#asked++;
    this.count = undefined;
    this.#pages = new Pages();
  }

  /** One page after the other, so that a list in flight asks only for where it is now. */
  async #fetch(): Promise<void> {
    this.#fetching = true;
    try {
      for (;;) {
        const pages = this.#pages;
        const filter = this.#filter;
        const [page] = pages.missing(this.#inView);
        if (page === undefined || this.count === undefined) return;
        const rows = await this.thread.ask((remote) =>
          remote.playRows(filter, page * PAGE, (page + 1) * PAGE)
        );
        // Another answer has come in the meantime, with pages of its own.
        if (pages === this.#pages) this.#pages = pages.with(page, rows, this.#inView);
      }
    } catch (error) {
      this.problem = explain(error);
    } finally {
      this.#fetching = false;
    }
  }
}
