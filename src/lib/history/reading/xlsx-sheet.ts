import type { Bytes } from './bytes.ts';
import { XmlScanner, attributeOf } from './xml.ts';

/** Cells further to the right are left out. */
const MAX_COLUMNS = 200;
/** Longest text that a cell can hold, UTF-16 units. */
const MAX_CELL = 32_767;

/**
 * The table as comma-separated values: text as it is, numbers as they are stored. A date that is stored as a number
 * stays one, days since 30 December 1899. Rows without anything in them are left out.
 * @param strings of the workbook, see `sharedStrings`.
 */
export async function* sheetAsCsv(utf8: Bytes, strings: readonly string[]): Bytes {
  const rows = new SheetRows(strings);
  const scanner = new XmlScanner(rows);
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  for await (const chunk of utf8) {
    scanner.push(decoder.decode(chunk, { stream: true }));
    const lines = rows.take();
    if (lines !== '') yield encoder.encode(lines);
  }
}

class SheetRows {
  #lines = '';
  #cells: string[] = [];
  #column = -1;
  #type: string | undefined;
  #value = '';
  #inValue = false;

  constructor(private readonly strings: readonly string[]) {}

  take(): string {
    const lines = this.#lines;
    this.#lines = '';
    return lines;
  }

  open(name: string, attributes: string): void {
    if (name === 'row') {
      this.#cells = [];
      this.#column = -1;
    } else if (name === 'c') {
      const reference = attributeOf(attributes, 'r');
      this.#column = reference === undefined ? this.#column + 1 : columnOf(reference);
      this.#type = attributeOf(attributes, 't');
      this.#value = '';
    } else if (name === 'v' || name === 't') {
      this.#inValue = true;
    }
  }

  text(text: string): void {
    if (this.#inValue && this.#value.length <= MAX_CELL) this.#value += text;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#inValue = false;
    else if (name === 'c') this.#cell();
    else if (name === 'row' && this.#cells.some((cell) => cell !== '')) {
      this.#lines += Array.from(this.#cells, quote).join(',') + '\n';
    }
  }

  #cell(): void {
    if (!(this.#column >= 0 && this.#column < MAX_COLUMNS)) return;
    const shared = this.#type === 's';
    const value = shared ? (this.strings[Number(this.#value)] ?? '') : this.#value;
    this.#cells[this.#column] = value.slice(0, MAX_CELL);
  }
}

/** Cells that were left out are empty ones. */
function quote(cell: string | undefined): string {
  return cell === undefined ? '' : `"${cell.replaceAll('"', '""')}"`;
}

/** `C17` is in column 2, `AA1` in 26. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{0,3}/.exec(reference)?.[0] ?? '') {
    column = column * 26 + letter.charCodeAt(0) - 0x40;
  }
  return column - 1;
}
