import { requireCount, requirePositive, roundUp } from '../directed.ts';
import { FinitePair } from '../loss/finite.ts';
import type { LossPair, NeighbouringRelation, PrivateMechanism } from '../loss/pair.ts';
import { ComposedLoss, type GridPart, tiltForDelta, tiltForEpsilon } from './composition.ts';
import { type Side, discretise } from './grid.ts';

/** A mechanism that is used `count` times, adaptively or not. */
export interface Use {
  mechanism: PrivateMechanism;
  count?: number;
}

/** What is certain about a number: it lies between. */
export interface Bounds {
  lower: number;
  upper: number;
}

export interface PldOptions {
  /** How far apart, relative to the upper one, the bounds may stay; they are refined until then. Default 1e-3. */
  tolerance?: number;
  /** The refinement also ends when a transform would have more points than this. Default 2^20. */
  points?: number;
}

/**
 * The smallest epsilon at which the composition of all uses is (epsilon, delta)-DP, from privacy loss distributions:
 * `upper` is a guarantee, `lower` says how much of it could be slack. All uses must have one neighbouring relation.
 */
export function composedEpsilon(uses: readonly Use[], delta: number, options?: PldOptions): Bounds {
  if (!(delta >= 0 && delta < 1)) throw new RangeError(`delta must lie in [0, 1), not ${delta}`);
  return worstOf(uses, (pairs, enough) => {
    const sure = pairs.reduce((sum, { pair, count }) => sum + pair.supremum * count, 0);
    if (delta === 0) return { lower: sure, upper: roundUp(sure) };
    const compose = (parts: GridPart[], interval: number, side: Side): Bound => {
      const composed = new ComposedLoss(parts, interval, side, tiltForDelta(parts, interval, delta));
      return { value: composed.epsilon(delta), points: composed.points };
    };
    const bounds = refine(pairs, options, enough, () => delta, compose);
    return { lower: bounds.lower, upper: Math.min(bounds.upper, roundUp(sure)) };
  });
}

/** The smallest delta at which the composition of all uses is (epsilon, delta)-DP; as `composedEpsilon`. */
export function composedDelta(uses: readonly Use[], epsilon: number, options?: PldOptions): Bounds {
  const compose = (parts: GridPart[], interval: number, side: Side): Bound => {
    const composed = new ComposedLoss(parts, interval, side, tiltForEpsilon(parts, interval, epsilon));
    return { value: composed.delta(epsilon), points: composed.points };
  };
  return worstOf(uses, (pairs, enough) => refine(pairs, options, enough, ({ lower }) => lower, compose));
}

/** One bound, and the size of the transform that it took. */
interface Bound {
  value: number;
  points: number;
}

/**
 * The whole hockey-stick curve of the composition, delta as a function of epsilon, as an upper or a lower bound, one
 * function for each pair of `PrivateMechanism`. Accurate to about 1e-12 of delta.
 */
export function composedCurves(
  uses: readonly Use[],
  interval: number,
  side: Side
): ((epsilon: number) => number)[] {
  requirePositive('interval', interval);
  return directionsOf(uses).map((pairs) => {
    const composed = new ComposedLoss(gridParts(pairs, interval, side), interval, side);
    return (epsilon: number) => composed.delta(epsilon);
  });
}

interface PairUse {
  pair: LossPair;
  count: number;
}

/** The relation that all of them are for. */
export function commonRelation(uses: readonly Use[]): NeighbouringRelation {
  const [relation, ...others] = new Set(uses.map(({ mechanism }) => mechanism.relation));
  if (relation === undefined) throw new RangeError('nothing to compose');
  if (others.length > 0) throw new RangeError(`cannot compose for ${relation} and ${others.join(', ')}`);
  return relation;
}

/** For removal and for addition, or once for a symmetric composition, what is composed. */
function directionsOf(uses: readonly Use[]): PairUse[][] {
  commonRelation(uses);
  const directions = Math.max(...uses.map(({ mechanism }) => mechanism.pairs.length));
  return Array.from({ length: directions }, (_, direction) =>
    uses.map(({ mechanism, count = 1 }) => {
      requireCount('count', count);
      return { pair: mechanism.pairs[direction] ?? mechanism.pairs[0], count };
    })
  );
}

/** The bounds of the worse direction; one that is certainly not it need not be known well. */
function worstOf(uses: readonly Use[], boundsOf: (pairs: PairUse[], enough: number) => Bounds): Bounds {
  const worst: Bounds = { lower: 0, upper: 0 };
  for (const pairs of directionsOf(uses)) {
    const { lower, upper } = boundsOf(pairs, worst.lower);
    worst.lower = Math.max(worst.lower, lower);
    worst.upper = Math.max(worst.upper, upper);
  }
  return worst;
}

/**
 * Makes the interval finer until both bounds are near each other, or the upper one is at most `enough`.
 * @param deltaKnown what is known by then of the delta in question, at least
 */
function refine(
  pairs: readonly PairUse[],
  { tolerance = 1e-3, points = 2 ** 20 }: PldOptions = {},
  enough: number,
  deltaKnown: (best: Bounds) => number,
  compose: (parts: GridPart[], interval: number, side: Side) => Bound
): Bounds {
  const best: Bounds = { lower: 0, upper: Infinity };
  const exact = commonLattice(pairs);
  let interval = exact ?? alignedTo(pairs, firstInterval(pairs));
  for (;;) {
    const tail = negligible(pairs, deltaKnown(best));
    const lower = compose(gridParts(pairs, interval, 'lower', tail), interval, 'lower');
    const upper = compose(gridParts(pairs, interval, 'upper', tail), interval, 'upper');
    best.lower = Math.max(best.lower, lower.value);
    best.upper = Math.min(best.upper, upper.value);
    const near = best.upper - best.lower <= tolerance * best.upper || best.upper === Infinity;
    if (near || best.upper <= enough || exact !== undefined) return best;
    interval = alignedTo(pairs, interval / 4);
    if (Math.max(4 * upper.points, widest(pairs) / interval) > points) return best;
  }
}

/** The probability in a tail that all uses may leave out and not change this delta by a millionth. */
function negligible(pairs: readonly PairUse[], delta: number): number {
  const uses = pairs.reduce((sum, { count }) => sum + count, 0);
  return Math.min(1e-12, Math.max(1e-300, (delta > 0 ? delta : 1e-24) / (2e6 * uses)));
}

function gridParts(pairs: readonly PairUse[], interval: number, side: Side, tail?: number): GridPart[] {
  return pairs.map(({ pair, count }) => ({ loss: discretise(pair, interval, side, tail), count }));
}

/** Some hundred cells for the narrowest of the losses. */
function firstInterval(pairs: readonly PairUse[]): number {
  return Math.min(
    ...pairs.map(({ pair: { range } }) => (range.most - range.least) / 512).filter((w) => w > 0),
    1
  );
}

function widest(pairs: readonly PairUse[]): number {
  return Math.max(...pairs.map(({ pair: { range } }) => range.most - range.least));
}

/** The interval whose multiples are all the losses there are, so that a grid of it is exact. */
function commonLattice(pairs: readonly PairUse[]): number | undefined {
  const lattices = pairs.map(({ pair }) => (pair instanceof FinitePair ? (pair.lattice ?? 0) : 0));
  const finest = Math.min(...lattices);
  return finest > 0 && lattices.every((lattice) => isMultiple(lattice, finest)) ? finest : undefined;
}

/** At most the given interval, and such that the most probable of all losses lie on its multiples. */
function alignedTo(pairs: readonly PairUse[], interval: number): number {
  const finest = Math.min(...pairs.map(({ pair }) => pair.lattice ?? Infinity));
  return finest === Infinity ? interval : finest / Math.ceil(finest / interval);
}

function isMultiple(a: number, b: number): boolean {
  return Math.abs(a / b - Math.round(a / b)) < 1e-12 * (a / b);
}
