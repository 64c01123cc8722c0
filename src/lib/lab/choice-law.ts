import { type SubsetSelection, subsetGuessRate } from '../privacy/index.ts';
import type { Law } from './law.ts';
import { subsetOf, type Choice } from './metrics.ts';

export function choiceLaw(choice: Choice, epsilon: number): Law {
  const mechanism = subsetOf(choice, epsilon);
  const gain = Math.log(mechanism.ratio.toNumber());
  return {
    draw: (answer, rng) => mechanism.randomize(answer, rng),
    logLikelihoods: (report) => {
      const logs = new Array<number>(mechanism.inputs).fill(0);
      if (typeof report !== 'number') for (const option of report) logs[option] = gain;
      return logs;
    },
    guessRate: (prior) => subsetGuessRate(mechanism, prior),
    telling: tellingOf(mechanism)
  };
}

/**
 * For two answers a report tells one of three things: only the first is in it, only the second, or both or neither.
 * P(a is in it and b is not | a) = p (k - d) / (k - 1), and E times less under b.
 */
function tellingOf({ supportTrue, size, inputs, ratio }: SubsetSelection): Law['telling'] {
  const p = (supportTrue.toNumber() * (inputs - size)) / (inputs - 1);
  const q = p / ratio.toNumber();
  return [
    { p, q },
    { p: q, q: p },
    { p: 1 - p - q, q: 1 - p - q }
  ];
}
