import { probabilityUp } from '../directed.ts';
import type { LossCells, LossPair } from './pair.ts';
import type { Shifts } from './shifts.ts';

/** Continuous noise on a line, added around a few centres, whose loss never falls as the output grows. */
export interface MonotoneNoise extends Shifts {
  /** P(noise > x), with full relative accuracy. */
  tail(x: number): number;
  /** P(a < noise <= b), with full relative accuracy. */
  interval(a: number, b: number): number;
  /** The largest output whose loss is at most the given one: -Infinity below all losses, Infinity above all. */
  outputAt(loss: number): number;
  /** Outputs outside of which P has at most `tail` on either side, or the loss no longer changes; the losses there. */
  ends(tail: number): { from: number; to: number; least: number; most: number };
  /** The largest loss. */
  supremum: number;
  /** Whether the loss is constant outside. */
  flat: boolean;
}

const USUAL_TAIL = 1e-15;

/** The pair of a mechanism that adds continuous noise. */
export class MonotonePair implements LossPair {
  readonly range;
  readonly supremum: number;
  readonly lattice?: number;
  readonly #noise: MonotoneNoise;

  constructor(noise: MonotoneNoise, lattice?: number) {
    this.#noise = noise;
    const { least, most } = noise.ends(USUAL_TAIL);
    this.range = { least, most };
    this.supremum = noise.supremum;
    if (lattice !== undefined) this.lattice = lattice;
  }

  delta(epsilon: number): number {
    const x = this.#noise.outputAt(epsilon);
    if (x === Infinity) return 0;
    if (x === -Infinity) return probabilityUp(-Math.expm1(epsilon), 1);
    const p = this.#mass('p', (centre) => this.#noise.tail(x - centre));
    const q = this.#mass('q', (centre) => this.#noise.tail(x - centre));
    // Where both tails underflow the truth is still above 0.
    return Math.max(probabilityUp(p - (q > 0 ? Math.exp(epsilon) * q : 0), p), Number.MIN_VALUE);
  }

  cells(interval: number, tail = USUAL_TAIL): LossCells {
    const { flat, centres } = this.#noise;
    const { from, to, least, most } = this.#noise.ends(tail);
    const first = Math.floor(least / interval);
    const size = Math.max(1, Math.ceil(most / interval) - first);
    const p = new Float64Array(size);
    const q = new Float64Array(size);
    let start = from;
    for (let cell = 0; cell < size; cell++) {
      const loss = (first + cell + 1) * interval;
      const end = cell === size - 1 ? to : Math.min(to, Math.max(start, this.#noise.outputAt(loss)));
      const masses = centres.map((centre) => this.#noise.interval(start - centre, end - centre));
      for (let j = 0; j < masses.length; j++) {
        p[cell] = (p[cell] ?? 0) + (this.#noise.p[j] ?? 0) * (masses[j] ?? 0);
        q[cell] = (q[cell] ?? 0) + (this.#noise.q[j] ?? 0) * (masses[j] ?? 0);
      }
      start = end;
    }
    const below = (centre: number) => this.#noise.interval(-Infinity, from - centre);
    const above = (centre: number) => this.#noise.tail(to - centre);
    const atom = (mass: (centre: number) => number) => ({
      p: this.#mass('p', mass),
      q: this.#mass('q', mass)
    });
    return flat
      ? { first, p, q, atoms: [atom(below), atom(above)], below: 0, above: 0, infinite: 0 }
      : { first, p, q, atoms: [], below: atom(below).p, above: atom(above).p, infinite: 0 };
  }

  #mass(of: 'p' | 'q', mass: (centre: number) => number): number {
    const { centres, [of]: weights } = this.#noise;
    return centres.reduce((sum, centre, j) => sum + (weights[j] ?? 0) * mass(centre), 0);
  }
}
