import type { SparseRows } from './sparse-rows.ts';
import type { PlayWindow } from './window.ts';

/** Plays in time order. */
export interface Plays {
  /** Item of each play. */
  item: Int32Array;
  /** Session of each play: any numbers, equal within a session. */
  session: ArrayLike<number>;
}

/**
 * Builds all rows at once, several times faster than play by play: notes what each row gets, in time order, and
 * sums a row in a table with a place for every column. Each entry is summed in the same order as play by play, so
 * the bits are the same.
 */
export function buildRows(
  rows: SparseRows,
  diagonal: Float64Array,
  window: PlayWindow,
  { item, session }: Plays
): void {
  const items = diagonal.length;
  const counts = new Int32Array(items);
  forEachPair(item, session, window.length, (i, j, apart) => {
    if (i === j) {
      diagonal[i] = (diagonal[i] ?? 0) + selfWeight(window, apart);
    } else {
      counts[i] = (counts[i] ?? 0) + 1;
      counts[j] = (counts[j] ?? 0) + 1;
    }
  });
  const ends = new Int32Array(items);
  let total = 0;
  counts.forEach((count, i) => {
    ends[i] = total;
    total += count;
  });
  const columns = new Int32Array(total);
  const distances = new Int32Array(total);
  const note = (i: number, j: number, apart: number) => {
    const end = ends[i] ?? 0;
    columns[end] = j;
    distances[end] = apart;
    ends[i] = end + 1;
  };
  forEachPair(item, session, window.length, (i, j, apart) => {
    if (i === j) return;
    note(i, j, apart);
    note(j, i, apart);
  });

  const sums = new Float32Array(items);
  const touched = new Int32Array(items);
  for (let i = 0; i < items; i++) {
    let count = 0;
    const end = ends[i] ?? 0;
    for (let k = end - (counts[i] ?? 0); k < end; k++) {
      const j = columns[k] ?? 0;
      const sum = sums[j] ?? 0;
      if (sum === 0) touched[count++] = j;
      sums[j] = sum + (window[distances[k] ?? 0] ?? 0);
    }
    const sorted = touched.subarray(0, count).sort();
    rows.fill(i, sorted, (j) => sums[j] ?? 0);
    for (const j of sorted) sums[j] = 0;
  }
}

/** What two plays of one item add to its place on the diagonal: each with the other, or a play with itself. */
export function selfWeight(window: PlayWindow, apart: number): number {
  return (apart === 0 ? 1 : 2) * (window[apart] ?? 0);
}

/**
 * Every two plays of a session that are less than `length` apart, a play and itself among them, in the order in
 * which they become known: the later one's item, the earlier one's.
 */
function forEachPair(
  item: Int32Array,
  session: ArrayLike<number>,
  length: number,
  take: (later: number, earlier: number, apart: number) => void
): void {
  let begin = 0;
  for (let t = 0; t < item.length; t++) {
    if (session[t] !== session[t - 1]) begin = t;
    for (let s = t; s >= begin && t - s < length; s--) take(item[t] ?? 0, item[s] ?? 0, t - s);
  }
}
