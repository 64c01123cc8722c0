import type { PlayLog } from './log.ts';

/** Which songs come after which: row i has `columns` and `values` from `starts[i]` to `starts[i + 1]`. */
export interface Followers {
  starts: Int32Array;
  columns: Int32Array;
  values: Float32Array;
  /** Of each row. */
  totals: Float32Array;
}

/**
 * value[i, j] = sum over all plays of j of weights[δ - 1] for every play of i that is δ plays before it, within one
 * session.
 */
export function countFollowers(log: PlayLog, weights: readonly number[]): Followers {
  const { item, session, items } = log;
  const rows = Array.from({ length: items }, () => new Map<number, number>());
  for (let t = 1; t < item.length; t++) {
    const next = item[t] ?? 0;
    for (let apart = 1; apart <= weights.length; apart++) {
      const s = t - apart;
      if (s < 0 || session[s] !== session[t]) break;
      const row = rows[item[s] ?? 0];
      row?.set(next, (row.get(next) ?? 0) + (weights[apart - 1] ?? 0));
    }
  }
  const starts = new Int32Array(items + 1);
  rows.forEach((row, i) => (starts[i + 1] = (starts[i] ?? 0) + row.size));
  const columns = new Int32Array(starts[items] ?? 0);
  const values = new Float32Array(columns.length);
  const totals = new Float32Array(items);
  rows.forEach((row, i) => {
    let place = starts[i] ?? 0;
    for (const [column, value] of row) {
      columns[place] = column;
      values[place] = value;
      totals[i] = (totals[i] ?? 0) + value;
      place++;
    }
  });
  return { starts, columns, values, totals };
}
