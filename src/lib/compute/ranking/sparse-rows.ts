import type { GramMemory } from './gram-memory.ts';

/** Rows that single entries can be added to. */
export class SparseRows {
  readonly #memory: GramMemory;
  /** Entries that each row has room for. */
  readonly #rooms: Int32Array;
  /** First entry that belongs to no row. */
  #free = 0;
  /** Entries there is memory for. */
  #room = 0;
  #count = 0;

  constructor(memory: GramMemory, n: number) {
    this.#memory = memory;
    this.#rooms = new Int32Array(n);
  }

  /** Entries of all rows. */
  get count(): number {
    return this.#count;
  }

  row(i: number): { columns: Int32Array<ArrayBuffer>; values: Float32Array<ArrayBuffer> } {
    const { starts, lengths, columns, values } = this.#memory.views;
    const start = starts[i] ?? 0;
    const entries = Array.from({ length: lengths[i] ?? 0 }, (_, k) => start + k);
    return {
      columns: Int32Array.from(entries, (entry) => columns[2 * entry] ?? 0),
      values: Float32Array.from(entries, (entry) => values[2 * entry + 1] ?? 0)
    };
  }

  /** Fills an empty row. @param sorted columns, rising */
  fill(i: number, sorted: Int32Array, valueOf: (column: number) => number): void {
    if (sorted.length > (this.#rooms[i] ?? 0)) this.#place(i, roomFor(sorted.length));
    const { starts, lengths, columns, values } = this.#memory.views;
    let entry = starts[i] ?? 0;
    for (const column of sorted) {
      columns[2 * entry] = column;
      values[2 * entry + 1] = valueOf(column);
      entry++;
    }
    lengths[i] = sorted.length;
    this.#count += sorted.length;
  }

  /** Adds to one entry, which is made where there is none. */
  add(i: number, j: number, value: number): void {
    const { starts, lengths, columns, values } = this.#memory.views;
    const length = lengths[i] ?? 0;
    const start = starts[i] ?? 0;
    let low = start;
    let high = start + length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((columns[2 * middle] ?? 0) < j) low = middle + 1;
      else high = middle;
    }
    if (low < start + length && columns[2 * low] === j) {
      values[2 * low + 1] = (values[2 * low + 1] ?? 0) + value;
      return;
    }
    this.#insert(i, low - start, j, value);
  }

  #insert(i: number, place: number, j: number, value: number): void {
    const length = this.#memory.views.lengths[i] ?? 0;
    if (length === this.#rooms[i]) this.#place(i, roomFor(length + 1));
    const { starts, lengths, columns, values } = this.#memory.views;
    const start = starts[i] ?? 0;
    const entry = start + place;
    columns.copyWithin(2 * entry + 2, 2 * entry, 2 * (start + length));
    columns[2 * entry] = j;
    values[2 * entry + 1] = value;
    lengths[i] = length + 1;
    this.#count++;
  }

  /** Moves a row to where `room` entries are free: behind all others. What it leaves stays unused. */
  #place(i: number, room: number): void {
    if (this.#free + room > this.#room) {
      // Ahead of need, as growing may copy everything.
      this.#room = Math.ceil(1.25 * (this.#free + room));
      this.#memory.reserve(this.#room);
    }
    const { starts, lengths, columns } = this.#memory.views;
    const start = starts[i] ?? 0;
    columns.copyWithin(2 * this.#free, 2 * start, 2 * (start + (lengths[i] ?? 0)));
    starts[i] = this.#free;
    this.#rooms[i] = room;
    this.#free += room;
  }
}

/** Room for a row and what comes to it: rows that are long grow by more before they have to move again. */
function roomFor(length: number): number {
  return length + (length >> 2) + 4;
}
