import { SLACK, probabilityUp } from '../directed.ts';
import type { LossCells, LossPair, Outcome } from './pair.ts';

/** A pair of distributions on finitely many outcomes: every divergence is a sum. */
export class FinitePair implements LossPair {
  readonly range: { least: number; most: number };
  readonly supremum: number;
  readonly lattice?: number;
  readonly #outcomes: readonly Outcome[];

  constructor(outcomes: readonly Outcome[], lattice?: number) {
    this.#outcomes = outcomes.filter(({ p, q }) => p > 0 || q > 0);
    const finite = this.#outcomes.filter(({ p, q }) => p > 0 && q > 0).map(lossOf);
    this.range = {
      least: finite.reduce((least, loss) => Math.min(least, loss), Infinity),
      most: finite.reduce((most, loss) => Math.max(most, loss), -Infinity)
    };
    this.supremum =
      finite.length < this.#outcomes.filter(({ p }) => p > 0).length ? Infinity : this.range.most;
    if (lattice !== undefined) this.lattice = lattice;
  }

  get outcomes(): readonly Outcome[] {
    return this.#outcomes;
  }

  delta(epsilon: number): number {
    const ratio = Math.exp(epsilon);
    let sum = 0;
    let largest = 0;
    for (const { p, q } of this.#outcomes) {
      // A loss equal to epsilon but for rounding must not count as one above it.
      if (p > 0 && (q === 0 || lossOf({ p, q }) > epsilon + SLACK * Math.max(1, Math.abs(epsilon)))) {
        sum += q > 0 ? p - ratio * q : p;
        largest += p;
      }
    }
    return probabilityUp(sum, largest);
  }

  cells(interval: number): LossCells {
    const { least, most } = this.range;
    const none = !(least <= most);
    const first = none ? 0 : Math.floor(least / interval);
    const size = none ? 1 : Math.max(1, Math.ceil(most / interval) - first);
    const infinite = this.#outcomes.reduce((sum, { p, q }) => (q === 0 ? sum + p : sum), 0);
    const atoms = this.#outcomes.filter(({ p, q }) => p > 0 && q > 0);
    const empty = new Float64Array(size);
    return { first, p: empty, q: empty, atoms, below: 0, above: 0, infinite };
  }
}

function lossOf({ p, q }: Outcome): number {
  return Math.log(p / q);
}
