import type { Knowledge } from '../mixture/knowledge.ts';
import type { Past } from '../mixture/past.ts';
import type { PartId } from '../types.ts';

/** One way of scoring songs. A new one is a file in this folder and a line in `index.ts`. */
export interface Part {
  readonly id: PartId;
  /** Learns from plays of one or many listeners. */
  fit(knowledge: Knowledge): FittedPart;
}

export interface FittedPart {
  /**
   * Scores every song for a listener at a moment, from what they have played so far; higher is better.
   * @param at the moment, ms since epoch
   * @param row shape [items], all zeros: a song that is left at zero is one that the part says nothing of
   */
  score(past: Past, at: number, row: Float32Array): void;
}

/** A part that only counts what the listener has played: there is nothing to fit. */
export function ownPart(id: PartId, score: FittedPart['score']): Part & FittedPart {
  return { id, score, fit: () => ({ score }) };
}
