import type { LocalMechanism } from '../mechanisms/mechanism.ts';

export interface Guess {
  /** The likeliest input, the first of them on a tie. */
  input: number;
  /** Its posterior probability, which is the chance that the guess is right. */
  confidence: number;
  posterior: number[];
}

/**
 * The guess of an attacker who knows the mechanism and believes `prior`: no other guess is right more often
 * (maximum a posteriori).
 *
 * @param reports one or more about the same value, drawn independently. A client that remembers its answer sends
 *   the same report again, which is one report here, however often it was sent.
 */
export function bayesGuess<Value, Report, Total, Result>(
  mechanism: LocalMechanism<Value, Report, Total, Result>,
  reports: readonly Report[],
  prior: readonly number[]
): Guess {
  return likeliest(mechanism.posteriorOfTally(mechanism.tally(reports), prior));
}

export function likeliest(posterior: number[]): Guess {
  const confidence = posterior.reduce((most, belief) => Math.max(most, belief), 0);
  return { input: posterior.indexOf(confidence), confidence, posterior };
}

/**
 * How often the best guess from one report is right: the sum over all reports of the largest
 * prior(v) P(report | v). Takes as long as there are reports times inputs.
 */
export function bayesSuccess<Value, Report, Total, Result>(
  mechanism: LocalMechanism<Value, Report, Total, Result>,
  prior: readonly number[]
): number {
  let success = 0;
  for (const report of mechanism.outputs()) {
    success += prior.reduce(
      (most, belief, v) => Math.max(most, belief * mechanism.probability(report, v).toNumber()),
      0
    );
  }
  return success;
}
