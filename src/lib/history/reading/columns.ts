/** The columns of a table by their names, in whatever case and order they stand. */
export class Columns {
  readonly #places = new Map<string, number>();

  /** @param header the record that names the columns; of equal names the first counts. */
  constructor(readonly header: readonly string[]) {
    header.forEach((cell, place) => {
      const name = cell.trim().toLowerCase();
      if (!this.#places.has(name)) this.#places.set(name, place);
    });
  }

  /** @param names in lower case. */
  has(...names: string[]): boolean {
    return names.every((name) => this.#places.has(name));
  }

  /** The cell of a record, or '' where it or its column is missing. @param name in lower case. */
  cell(record: readonly string[], name: string): string {
    return record[this.#places.get(name) ?? -1] ?? '';
  }
}
