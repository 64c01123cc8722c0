import { Past } from './mixture/past.ts';
import type { FittedPart } from './parts/part.ts';
import { sessionsOf, type Moment, type PlaySequence } from './sequence.ts';

/** Whatever scores the songs of one listener's history at moments of it. */
export interface Scorer {
  /**
   * Scores of every song at each moment, from the plays before it alone; higher is better.
   * @returns shape [moments, songs], row-major
   */
  score(moments: readonly Moment[]): Float32Array | Promise<Float32Array>;
}

/** A part that follows one listener. Moments that rise from call to call cost least: else it starts over. */
export function following(part: FittedPart, sequence: PlaySequence): Scorer {
  const follower = new Follower(sequence);
  return {
    score(moments) {
      const scores = new Float32Array(moments.length * sequence.songs);
      moments.forEach((moment, i) => {
        const row = scores.subarray(i * sequence.songs, (i + 1) * sequence.songs);
        part.score(follower.until(moment.known), moment.at, row);
      });
      return scores;
    }
  };
}

/** The past of one listener at one moment after another. */
export class Follower {
  #past = new Past();
  readonly #sessions: Int32Array;

  constructor(private readonly sequence: PlaySequence) {
    this.#sessions = sessionsOf(sequence);
  }

  /** What was played before play number `known`; valid until the next call. */
  until(known: number): Past {
    if (known < this.#past.length) this.#past = new Past();
    const { song, at } = this.sequence;
    for (let play = this.#past.length; play < known; play++) {
      this.#past.observe(song[play] ?? 0, at[play] ?? 0, this.#sessions[play] ?? 0);
    }
    return this.#past;
  }
}
