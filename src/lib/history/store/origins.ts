/** What an event has that came with no import: the invented listener. */
export const NO_IMPORT = 0;

/** Stands among the ids of imports, which begin at 1, for what was played here: no removed import takes that away. */
export const PLAYED_HERE = 0;

/** Sets of imports that events came with, by number: very few, since files repeat each other as a whole. */
export class OriginTable {
  readonly #sets: (readonly number[])[] = [[]];
  readonly #numbers = new Map<string, number>([['', NO_IMPORT]]);
  readonly #unions = new Map<number, number>();

  /** @param sets as `sets` gave them. */
  static from(sets: readonly (readonly number[])[]): OriginTable {
    const table = new OriginTable();
    for (const set of sets.slice(1)) table.intern(set);
    return table;
  }

  get sets(): readonly (readonly number[])[] {
    return this.#sets;
  }

  /** The number of a set of imports. @param imports their ids, rising. */
  intern(imports: readonly number[]): number {
    const key = imports.join();
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#sets.push(imports) - 1;
    this.#numbers.set(key, number);
    return number;
  }

  /** The number of both sets' union. */
  union(a: number, b: number): number {
    if (a === b) return a;
    const pair = Math.min(a, b) * 2 ** 16 + Math.max(a, b);
    const known = this.#unions.get(pair);
    if (known !== undefined) return known;
    const all = new Set([...(this.#sets[a] ?? []), ...(this.#sets[b] ?? [])]);
    const number = this.intern([...all].sort((x, y) => x - y));
    this.#unions.set(pair, number);
    return number;
  }

  /** By number: whether all imports of the set have been taken back. */
  removedBy(imports: ReadonlySet<number>): boolean[] {
    return this.#sets.map((set) => set.length > 0 && set.every((id) => imports.has(id)));
  }
}
