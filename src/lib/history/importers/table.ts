import { Columns } from '../reading/columns.ts';
import { firstRecords, readCsv } from '../reading/csv.ts';
import type { Member } from '../reading/member.ts';
import { TRUNCATED } from '../reading/problem.ts';
import { type Claim, take } from './checks.ts';
import type { Rows } from './importer.ts';

/** What may stand before a header and in it, UTF-16 units. */
const MAX_START = 8 * 1024;
/** Lines that may stand before a header, comments for the most part. */
const MAX_PREAMBLE = 20;

/** A kind of table whose columns have names. */
export interface Table {
  readonly delimiter: string;
  /** What its header has at least, in lower case. */
  readonly names: readonly string[];
}

/** Stands for a record that is not about something that was played. */
export const NO_RECORD = Symbol('no record');

/** The header of a table of this kind. @param head see `Member`. */
export function headerIn(head: string, { delimiter, names }: Table): Columns | undefined {
  return firstRecords(head.slice(0, MAX_START), delimiter)
    .slice(0, MAX_PREAMBLE)
    .map((cells) => new Columns(cells))
    .find((columns) => columns.has(...names));
}

/**
 * Reads a table to its end.
 * @param claimOf what a record claims; undefined where nothing can be made of it.
 */
export async function readTable(
  member: Member,
  { delimiter, names }: Table,
  rows: Rows,
  claimOf: (cell: (name: string) => string) => Claim | typeof NO_RECORD | undefined
): Promise<void> {
  let columns: Columns | undefined;
  const complete = await readCsv(member.text(), { delimiter }, (cells) => {
    if (!columns) {
      const header = new Columns(cells);
      if (header.has(...names)) columns = header;
      return;
    }
    const known = columns;
    const claim = claimOf((name) => known.cell(cells, name));
    if (claim !== NO_RECORD) take(claim, rows);
  });
  if (!complete) rows.problem(TRUNCATED);
}

/** A number of seconds or milliseconds that is written in digits, or NaN. */
export function wholeNumber(cell: string): number {
  const digits = cell.trim();
  return /^\d{1,15}$/.test(digits) ? Number(digits) : NaN;
}
