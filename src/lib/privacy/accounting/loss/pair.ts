/**
 * Two output distributions P and Q of a mechanism on neighbouring inputs, as far as privacy is concerned: only the
 * distribution of the privacy loss ln(P/Q) under P matters (Dwork and Rothblum 2016; Sommer, Meiser, Mohammadi
 * 2019). P is what an attacker would have to prove.
 */
export interface LossPair {
  /**
   * The hockey-stick divergence sup over events S of P(S) - e^epsilon Q(S): the smallest delta for which the pair
   * is (epsilon, delta)-indistinguishable in this direction. Any real epsilon; rounded up.
   */
  delta(epsilon: number): number;
  /** The losses between which all outcomes lie, but for those that P gives a probability below 1e-15. */
  readonly range: { least: number; most: number };
  /** The largest loss, infinite where losses are unbounded or P produces what Q cannot: epsilon at delta 0. */
  readonly supremum: number;
  /** Every loss is a multiple of this, where there is such a number. */
  readonly lattice?: number;
  /** The outcomes sorted into cells by loss. P-probability up to `tail` at each end may be left outside of them. */
  cells(interval: number, tail?: number): LossCells;
}

/** An outcome, or several with the same ratio: its probabilities under P and under Q. */
export interface Outcome {
  p: number;
  q: number;
}

/**
 * Probabilities of outcomes by their loss: cell i holds a continuum of them in [(first + i) interval,
 * (first + i + 1) interval]; outcomes with a probability of their own are listed apart.
 */
export interface LossCells {
  first: number;
  p: Float64Array;
  q: Float64Array;
  atoms: readonly Outcome[];
  /** P-probability of losses below the first cell, above the last, and of what Q cannot produce. */
  below: number;
  above: number;
  infinite: number;
}

/**
 * A mechanism as an accountant sees it: the pairs that can be worst on neighbouring inputs. A guarantee holds when it
 * holds for each. With two of them the first is for the removal of a person (P has the person), the second for the
 * addition; a symmetric mechanism needs one.
 */
export interface PrivateMechanism {
  readonly relation: NeighbouringRelation;
  readonly pairs: readonly [LossPair] | readonly [remove: LossPair, add: LossPair];
}

/**
 * `replace`: one person's data changes for any other. `add-remove`: one person's data is there or not.
 * `delete`: one person's report is replaced with a draw from a fixed distribution that knows nothing.
 */
export type NeighbouringRelation = 'replace' | 'add-remove' | 'delete';

/** Which of the two inputs is P: the one with the person, the one without, or both have one and differ in it. */
export type Direction = 'remove' | 'add' | 'replace';

/** sup over S of P(S) - e^epsilon Q(S) of a whole mechanism: the worse of its pairs. */
export function mechanismDelta({ pairs }: PrivateMechanism, epsilon: number): number {
  return pairs.reduce((most, pair) => Math.max(most, pair.delta(epsilon)), 0);
}

/**
 * A mechanism that adds symmetric noise, from its pairs in each direction. Without sampling, removal and addition have
 * mirrored losses, and one pair tells of both.
 */
export function mechanismOf(
  relation: 'add-remove' | 'replace',
  samplingProbability: number,
  pair: (direction: Direction) => LossPair
): PrivateMechanism {
  if (relation === 'replace') return { relation, pairs: [pair('replace')] };
  if (samplingProbability === 1) return { relation, pairs: [pair('remove')] };
  return { relation, pairs: [pair('remove'), pair('add')] };
}
