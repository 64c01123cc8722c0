import type { LocalMechanism } from '../mechanisms/mechanism.ts';
import type { Rng } from '../samplers/rng.ts';
import { guessCeiling } from './ceiling.ts';
import { type Guess, likeliest } from './bayes.ts';

/**
 * The attack on a client that draws a fresh report about the same value every time it is asked: noise averages
 * out. All reports are drawn at once, exactly, and the guess is the best there is, so nothing stronger hides
 * behind it.
 *
 * @param reports how many times the client was asked.
 */
export function averagingAttack<Value, Report, Total, Result>(
  mechanism: LocalMechanism<Value, Report, Total, Result>,
  input: number,
  reports: number,
  prior: readonly number[],
  rng: Rng
): Guess {
  const counts = new Array<number>(mechanism.inputs).fill(0);
  counts[input] = reports;
  return likeliest(mechanism.posteriorOfTally(mechanism.sampleAggregate(counts, rng), prior));
}

export interface AttackSuccess {
  /** Share of the trials in which the guess was right. */
  fresh: number;
  /** No attack on as many fresh reports can be right more often: the ceiling for reports times epsilon. */
  freshCeiling: number;
  /** The ceiling against a client that remembers its answer, which is that for one epsilon. */
  rememberedCeiling: number;
}

/**
 * How often averaging finds the value, over people whose values follow the prior.
 *
 * @param trials how many people are attacked.
 */
export function averagingSuccess<Value, Report, Total, Result>(
  mechanism: LocalMechanism<Value, Report, Total, Result>,
  reports: number,
  prior: readonly number[],
  trials: number,
  rng: Rng
): AttackSuccess {
  let right = 0;
  for (let trial = 0; trial < trials; trial++) {
    const input = systematic(prior, (trial + 0.5) / trials);
    if (averagingAttack(mechanism, input, reports, prior, rng).input === input) right++;
  }
  return {
    fresh: right / trials,
    freshCeiling: guessCeiling(reports * mechanism.epsilon.value, prior),
    rememberedCeiling: guessCeiling(mechanism.epsilon.value, prior)
  };
}

/** The input at this quantile of the prior: trials spread over the inputs in proportion, without chance. */
function systematic(prior: readonly number[], quantile: number): number {
  let below = 0;
  const input = prior.findIndex((belief) => (below += belief) > quantile);
  return input === -1 ? prior.length - 1 : input;
}
