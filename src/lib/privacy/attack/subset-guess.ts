import type { SubsetSelection } from '../mechanisms/subset-selection.ts';
import { choose } from '../rational.ts';

/**
 * `bayesSuccess` for subset selection, without listing its reports. A set with the true value has E times the
 * probability of one without it, so the best guess is the likeliest member of the set, or the likeliest value of
 * all where that is more than E times as likely. Of C(k, d) sets, C(k - i, d - 1) have the i-th likeliest value
 * as their likeliest member.
 */
export function subsetGuessRate(mechanism: SubsetSelection, prior: readonly number[]): number {
  const { inputs: k, size: d } = mechanism;
  if (prior.length !== k) throw new RangeError(`a prior of ${k} numbers is needed`);
  const [top = 0, ...rest] = prior.toSorted((a, b) => b - a);
  const ratio = mechanism.ratio.toNumber();
  const sets = (i: number) => Number(choose(k - i, d - 1));
  const sum = rest.reduce(
    (total, belief, i) => total + sets(i + 2) * Math.max(belief, top / ratio),
    sets(1) * top
  );
  return (mechanism.supportTrue.toNumber() * sum) / sets(1);
}
