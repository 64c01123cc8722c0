import { binomial } from './binomial.ts';
import { Probability } from './probability.ts';
import type { Rng } from './rng.ts';

/** Outcomes 0 ... k - 1 with probabilities proportional to whole-number weights. */
export class Multinomial {
  /** Probability of each outcome among those from it on. */
  readonly #conditional: Probability[];

  /** @throws RangeError when no weight is positive, or one is negative. */
  constructor(weights: readonly bigint[]) {
    let left = 0n;
    const suffix = weights.toReversed().map((weight) => {
      if (weight < 0n) throw new RangeError('a negative weight');
      return (left += weight);
    });
    if (left === 0n) throw new RangeError('nothing to choose from');
    const sums = suffix.reverse();
    this.#conditional = weights.map((weight, i) => {
      const sum = sums[i] ?? 0n;
      return Probability.of(weight, sum === 0n ? 1n : sum);
    });
  }

  /** How many of n independent people get each outcome, exactly: a chain of conditional binomials. */
  draw(n: number, rng: Rng): number[] {
    let left = n;
    return this.#conditional.map((p) => {
      const taken = left === 0 ? 0 : binomial(left, p, rng);
      left -= taken;
      return taken;
    });
  }
}

/** People each of whom picks one of the cells `from` ... `to - 1` at random. */
export interface Spread {
  people: number;
  from: number;
  to: number;
}

/**
 * How many people land in each of `cells` cells, exactly. The cells are halved again and again: of the people
 * whose range crosses the middle, a binomial share goes left, with the share of their range as its probability;
 * whoever may land anywhere in a half is counted together from there on. So k ranges over k cells cost about
 * k log k binomials instead of k^2.
 */
export function spreadEvenly(spreads: readonly Spread[], cells: number, rng: Rng): number[] {
  const landed = new Array<number>(cells).fill(0);
  halve(spreads, 0, cells);
  return landed;

  function halve(inside: readonly Spread[], first: number, end: number): void {
    let anywhere = 0;
    const ranges: Spread[] = [];
    for (const spread of inside) {
      if (spread.from === first && spread.to === end) anywhere += spread.people;
      else if (spread.people > 0) ranges.push(spread);
    }
    if (end - first === 1) {
      landed[first] = anywhere;
      return;
    }
    if (anywhere > 0) ranges.push({ people: anywhere, from: first, to: end });
    if (ranges.length === 0) return;
    const middle = Math.floor((first + end) / 2);
    const left: Spread[] = [];
    const right: Spread[] = [];
    for (const { people, from, to } of ranges) {
      const below = Math.max(0, Math.min(to, middle) - from);
      const stay = below === 0 ? 0 : binomial(people, Probability.of(below, to - from), rng);
      if (stay > 0) left.push({ people: stay, from, to: Math.min(to, middle) });
      if (stay < people) right.push({ people: people - stay, from: Math.max(from, middle), to });
    }
    halve(left, first, middle);
    halve(right, middle, end);
  }
}
