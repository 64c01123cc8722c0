/** Held-out and validation shares of the plays, newest last. */
const HELD_OUT = 0.1;
const VALIDATION = 0.1;
/** Cases beyond these cost minutes and no longer move the second digit of a figure. */
const MAX_TEST_CASES = 4000;
const MAX_VALIDATION_CASES = 500;
const MAX_GATE_CASES = 2000;

/** Fewer plays than this leave too little to learn from or to compare on. */
export const MIN_PLAYS = 200;

/** A history cut by time: learn from the first part, stop by the second, compare on the third. */
export interface Split {
  /** Plays 0 ... trainEnd - 1 are learnt from. */
  trainEnd: number;
  /** Play numbers predicted to decide when to stop. */
  validation: number[];
  /** Play numbers of the same slice that the mixture's gate is learnt on. */
  gate: number[];
  /** First held-out play; the held-out part runs to the end. */
  testStart: number;
  /** Held-out play numbers that are predicted: all of them, or an even sample of very many. */
  test: number[];
}

export function splitByTime(plays: number): Split {
  const testStart = plays - Math.floor(plays * HELD_OUT);
  const trainEnd = testStart - Math.floor(plays * VALIDATION);
  return {
    trainEnd,
    validation: evenly(trainEnd, testStart, MAX_VALIDATION_CASES),
    gate: evenly(trainEnd, testStart, MAX_GATE_CASES),
    testStart,
    test: evenly(testStart, plays, MAX_TEST_CASES)
  };
}

/** At most `most` whole numbers of from ... to - 1, evenly spread. */
function evenly(from: number, to: number, most: number): number[] {
  const all = to - from;
  const count = Math.min(all, most);
  return Array.from({ length: count }, (_, i) => from + Math.floor((i * all) / count));
}
