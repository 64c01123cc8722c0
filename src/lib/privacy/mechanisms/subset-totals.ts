import { Multinomial } from '../samplers/multinomial.ts';
import type { Rng } from '../samplers/rng.ts';
import { choose } from '../rational.ts';

/** People whose sets lie in one range of categories. */
interface Group {
  /** free[s]: people with a random set of s categories of the range. */
  free: number[];
  /** held.get(v)[s]: people who hold category v and a random set of s others of the range. */
  held: Map<number, number[]>;
}

/**
 * How many of many random sets contain each category, without drawing the sets.
 *
 * The categories are halved again and again. Given how many members a random set has in the left half (a
 * hypergeometric number), its two parts are independent and again random sets of their halves. People with the
 * same size in the same range are alike, so one multinomial splits all of them; and whoever holds a category of
 * the other half joins the free ones. For k categories and sets of d that is about k d^2 multinomial cells a level.
 */
export class SubsetTotals {
  readonly #categories: number;
  readonly #size: number;
  readonly #splits = new Map<string, Multinomial>();

  constructor(categories: number, size: number) {
    this.#categories = categories;
    this.#size = size;
  }

  /**
   * @param free people with any set of `size` categories.
   * @param holding holding[v] people with category v and `size` - 1 random others.
   */
  draw(free: number, holding: readonly number[], rng: Rng): number[] {
    const totals = new Array<number>(this.#categories).fill(0);
    const group: Group = { free: sizes(this.#size), held: new Map() };
    group.free[this.#size] = free;
    holding.forEach((people, v) => {
      if (people === 0) return;
      const held = sizes(this.#size - 1);
      held[this.#size - 1] = people;
      group.held.set(v, held);
    });
    this.#halve(group, 0, this.#categories, totals, rng);
    return totals;
  }

  #halve(group: Group, first: number, end: number, totals: number[], rng: Rng): void {
    if (end - first === 1) {
      totals[first] = (group.free[1] ?? 0) + (group.held.get(first)?.[0] ?? 0);
      return;
    }
    const middle = Math.floor((first + end) / 2);
    const left: Group = { free: sizes(middle - first), held: new Map() };
    const right: Group = { free: sizes(end - middle), held: new Map() };
    this.#split(group.free, middle - first, end - middle, left.free, right.free, rng);
    for (const [v, people] of group.held) {
      const [own, other] = v < middle ? [left, right] : [right, left];
      const [ownSize, otherSize] =
        v < middle ? [middle - first, end - middle] : [end - middle, middle - first];
      const held = sizes(ownSize - 1);
      this.#split(people, ownSize - 1, otherSize, held, other.free, rng);
      own.held.set(v, held);
    }
    this.#halve(left, first, middle, totals, rng);
    this.#halve(right, middle, end, totals, rng);
  }

  /** Shares out people[s], who have s random members among a + b, by how many of these are among the a. */
  #split(
    people: readonly number[],
    a: number,
    b: number,
    amongA: number[],
    amongB: number[],
    rng: Rng
  ): void {
    for (const [s, count] of people.entries()) {
      if (count === 0) continue;
      for (const [j, share] of this.#hypergeometric(a, b, s).draw(count, rng).entries()) {
        if (share === 0) continue;
        amongA[j] = (amongA[j] ?? 0) + share;
        amongB[s - j] = (amongB[s - j] ?? 0) + share;
      }
    }
  }

  /** P(j of s random members are among the a) is proportional to C(a, j) C(b, s - j). */
  #hypergeometric(a: number, b: number, s: number): Multinomial {
    const key = `${a} ${b} ${s}`;
    let split = this.#splits.get(key);
    if (!split) {
      split = new Multinomial(Array.from({ length: s + 1 }, (_, j) => choose(a, j) * choose(b, s - j)));
      this.#splits.set(key, split);
    }
    return split;
  }
}

function sizes(most: number): number[] {
  return new Array<number>(most + 1).fill(0);
}
