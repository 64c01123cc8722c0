/** Which of a batch's lists an entry of the index comes from. */
export const SOURCE = { input: 0, target: 1, candidate: 2 } as const;

/** An entry: its source above, the place in the source's list below. */
const SOURCE_SHIFT = 30;

/** Where an index is written. */
export interface IndexArrays {
  /** Items that occur, in the order of their first occurrence. */
  rows: Uint32Array;
  /** Where each row's entries begin and, one further, end. */
  bounds: Uint32Array;
  entries: Uint32Array;
}

/**
 * For each item that a batch holds, where it occurs: so the gradient by an item's row is a sum in a fixed order that
 * one invocation takes, and no two add to the same place. A compressed sparse matrix by columns, in time and space that
 * grow with the occurrences, not the catalogue.
 */
export class InverseIndex {
  /** Of each item, its occurrences, then the place of its next entry; all 0 between two calls. */
  readonly #counts: Uint32Array;

  constructor(items: number) {
    this.#counts = new Uint32Array(items);
  }

  /**
   * @param lists items by source, in the order of `SOURCE`
   * @returns number of rows
   */
  build(lists: readonly ArrayLike<number>[], { rows, bounds, entries }: IndexArrays): number {
    const counts = this.#counts;
    let touched = 0;
    for (const list of lists) {
      for (let i = 0; i < list.length; i++) {
        const item = list[i] ?? 0;
        const count = counts[item] ?? 0;
        if (count === 0) rows[touched++] = item;
        counts[item] = count + 1;
      }
    }
    let place = 0;
    for (let row = 0; row < touched; row++) {
      const item = rows[row] ?? 0;
      const count = counts[item] ?? 0;
      bounds[row] = place;
      counts[item] = place;
      place += count;
    }
    bounds[touched] = place;
    lists.forEach((list, source) => {
      for (let i = 0; i < list.length; i++) {
        const item = list[i] ?? 0;
        const next = counts[item] ?? 0;
        entries[next] = (source << SOURCE_SHIFT) | i;
        counts[item] = next + 1;
      }
    });
    for (let row = 0; row < touched; row++) counts[rows[row] ?? 0] = 0;
    return touched;
  }
}

/** WGSL that takes the entry `entry` apart. */
export const ENTRY_WGSL = {
  source: `(entry >> ${SOURCE_SHIFT}u)`,
  place: `(entry & ${2 ** SOURCE_SHIFT - 1}u)`
};
