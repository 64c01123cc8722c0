import type { PlayRow } from '$lib/history/index.ts';

/** Rows that are fetched at a time. */
export const PAGE = 100;
/** Pages that are kept around those in view. */
const NEIGHBOURS = 10;

/** Numbers of pages, from the first to the last. */
export interface PageRange {
  first: number;
  last: number;
}

/** The pages of the rows from `first` to before `end`. */
export function pagesOf(first: number, end: number): PageRange {
  return { first: Math.floor(first / PAGE), last: Math.floor(Math.max(first, end - 1) / PAGE) };
}

/** Those pages of a long list that have been fetched. Never changed, only replaced. */
export class Pages {
  constructor(private readonly pages: ReadonlyMap<number, readonly PlayRow[]> = new Map()) {}

  /** The play at a place of the list; undefined until it has been fetched. */
  row(index: number): PlayRow | undefined {
    return this.pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  missing({ first, last }: PageRange): number[] {
    return Array.from({ length: last - first + 1 }, (_, n) => first + n).filter(
      (page) => !this.pages.has(page)
    );
  }

  /** With one page more, and without those far from `range`. */
  with(page: number, rows: readonly PlayRow[], { first, last }: PageRange): Pages {
    const near = [...this.pages].filter(
      ([other]) => other >= first - NEIGHBOURS && other <= last + NEIGHBOURS
    );
    return new Pages(new Map([...near, [page, rows]]));
  }
}
