import type { Moment } from '../sequence.ts';
import type { PartId } from '../types.ts';

/** One way of scoring songs. A new one is a file in this folder and a line where the parts are listed. */
export interface Part {
  readonly id: PartId;
  /**
   * Scores of every song at each moment, from the plays before it alone; higher is better.
   * @returns shape [moments, songs], row-major
   */
  score(moments: readonly Moment[]): Float32Array | Promise<Float32Array>;
}

/** Builds a `score` from a function that fills one moment's row. */
export function rowByRow(
  songs: number,
  fill: (moment: Moment, row: Float32Array) => void
): (moments: readonly Moment[]) => Float32Array {
  return (moments) => {
    const scores = new Float32Array(moments.length * songs);
    moments.forEach((moment, i) => {
      fill(moment, scores.subarray(i * songs, (i + 1) * songs));
    });
    return scores;
  };
}
