import Papa from 'papaparse';
import { ownCopy } from './lines.ts';

/** Longest believable record, UTF-16 units: in a longer one a quote was not closed. */
const MAX_RECORD = 256 * 1024;

/**
 * The records of a table whose text arrives in pieces. Memory is bounded by the size of one piece and one record.
 * Quoted records may go over several lines, until a quote turns out not to be closed: from there on every line is a
 * record of its own, so that the mistake costs itself and not the file.
 */
export class CsvReader {
  #newline: '\n' | '\r' | undefined;
  #rest = '';
  /** Length of `#rest` from which on it is looked at again. */
  #wait = 0;
  #lineByLine = false;
  /** Cells of the last record. */
  #width = 0;

  constructor(private readonly delimiter: string) {}

  /** @returns the records that are complete; blank lines are none. */
  push(piece: string): string[][] {
    const records: string[][] = [];
    // In steps, because the parser lists all mistakes, and there can be as many as characters.
    for (let at = 0; at < piece.length; at += MAX_RECORD) {
      this.#rest += piece.slice(at, at + MAX_RECORD);
      if (this.#rest.length >= this.#wait) this.#take(records);
    }
    return records;
  }

  /** The records that were left, and whether the text ends with a whole one. */
  end(): { records: string[][]; complete: boolean } {
    const records: string[][] = [];
    this.#newline ??= '\n';
    this.#take(records);
    let last = this.#parse(this.#rest, false);
    if (last.open && this.#rest.includes(this.#newline)) {
      this.#lineByLine = true;
      this.#take(records);
      last = this.#parse(this.#rest, false);
    }
    if (this.#rest.trim() === '') return { records, complete: true };
    // Where the last line is not ended, a shorter record than the one before it is the beginning of a record.
    const complete = !last.open && last.records.every(({ length }) => length >= this.#width);
    if (complete) this.#add(last.records, records);
    return { records, complete };
  }

  #take(records: string[][]): void {
    this.#newline ??= newlineOf(this.#rest);
    if (this.#newline) {
      if (this.#lineByLine) this.#takeLines(this.#newline, records);
      else {
        const parsed = this.#parse(this.#rest, true);
        this.#add(parsed.records, records);
        this.#rest = this.#rest.slice(parsed.length);
      }
    }
    if (this.#rest.length > MAX_RECORD) {
      this.#newline ??= '\n';
      this.#lineByLine = true;
      this.#takeLines(this.#newline, records);
      this.#rest = this.#rest.slice(0, MAX_RECORD);
    }
    // Twice as much each time, so that a long record is not read over and over.
    this.#wait = 2 * this.#rest.length;
  }

  #takeLines(newline: string, records: string[][]): void {
    const lines = this.#rest.split(newline);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#add(this.#parse(line, false).records, records);
  }

  #add(parsed: readonly string[][], records: string[][]): void {
    for (const cells of parsed) {
      const end = cells.length - 1;
      const last = cells[end] ?? '';
      if (last.endsWith('\r')) cells[end] = last.slice(0, -1);
      if (cells.length === 1 && cells[0]?.trim() === '') continue;
      this.#width = cells.length;
      records.push(cells.map(ownCopy));
    }
  }

  /** `open` where a quote is not closed; `length` is what the records take up of the text. */
  #parse(text: string, ignoreLast: boolean): { records: string[][]; length: number; open: boolean } {
    const parser = new Papa.Parser({ delimiter: this.delimiter, newline: this.#newline });
    const { data, errors, meta } = parser.parse(text, 0, ignoreLast) as {
      data: string[][];
      errors: { code: string }[];
      meta: { cursor: number };
    };
    return { records: data, length: meta.cursor, open: errors.some(({ code }) => code === 'MissingQuotes') };
  }
}

/** Reads a table to its end. Returns false when the text ends within a record, which is not given to `take`. */
export async function readCsv(
  text: AsyncIterable<string>,
  { delimiter }: { delimiter: string },
  take: (cells: string[]) => void
): Promise<boolean> {
  const reader = new CsvReader(delimiter);
  for await (const piece of text) for (const cells of reader.push(piece)) take(cells);
  const { records, complete } = reader.end();
  for (const cells of records) take(cells);
  return complete;
}

/** The records at the beginning of a table, as far as `head` shows them whole, or its one. */
export function firstRecords(head: string, delimiter: string): string[][] {
  const reader = new CsvReader(delimiter);
  const records = reader.push(head.slice(0, MAX_RECORD));
  return records.length > 0 ? records : reader.end().records;
}

/** Line feed also ends lines that end with both. Undefined where it is yet to be seen. */
function newlineOf(text: string): '\n' | '\r' | undefined {
  const [found] = /\n|\r(?=[^\n])/.exec(text) ?? [];
  return found as '\n' | '\r' | undefined;
}
