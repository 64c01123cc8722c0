import { Columns } from '../reading/columns.ts';
import { firstRecords } from '../reading/csv.ts';

/** Longest believable list of column names, UTF-16 units; the longest that is known has about 4,000. */
const MAX_HEADER = 16 * 1024;

/** The columns of a table with commas, by its first line. @param head see `Member`. */
export function columnsIn(head: string): Columns {
  return new Columns(firstRecords(head.slice(0, MAX_HEADER), ',')[0] ?? []);
}

/**
 * What a record says in a column that has had several names: the first that is not empty.
 * @param names in lower case.
 */
export function cellOf(columns: Columns, record: readonly string[], names: readonly string[]): string {
  for (const name of names) {
    const cell = columns.cell(record, name).trim();
    if (cell !== '') return cell;
  }
  return '';
}
