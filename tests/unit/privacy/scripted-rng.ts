import type { Rng } from '../../../src/lib/privacy/index.ts';

/** Gives these numbers in turn, whatever is asked for, and then fails. */
export function scriptedRng(...draws: number[]): Rng {
  return {
    bits() {
      const draw = draws.shift();
      if (draw === undefined) throw new Error('the script has ended');
      return draw;
    }
  };
}
